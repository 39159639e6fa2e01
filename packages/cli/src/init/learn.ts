import { type Diagnosis, diagnose } from '@corsmith/doctor';
import { get, type PageRequest, splitOnCommas } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { neededPolicy } from '@corsmith/stacks';
import { isAllowed, isUnknown, isUnreachable } from '../terminal/verdict.js';

/** What allowed requests show about a server. */
export type ObservedPolicy =
  | { readonly kind: 'works'; readonly policy: PolicyConfig; readonly exposes: readonly string[] }
  | { readonly kind: 'blocked' | 'unreachable'; readonly request: PageRequest };

/** Sends each request as a browser does, except those that may change data. */
export async function observePolicy(requests: readonly PageRequest[], signal: AbortSignal): Promise<ObservedPolicy> {
  const diagnoses: Diagnosis[] = [];
  for (const request of requests) {
    const diagnosis = await diagnose(request, { extraProbes: false, signal });
    signal.throwIfAborted();
    if (isUnreachable(diagnosis)) return { kind: 'unreachable', request };
    if (!isAllowed(diagnosis) && !isUnknown(diagnosis)) return { kind: 'blocked', request };
    diagnoses.push(diagnosis);
  }
  const exposes = distinct(diagnoses.flatMap(({ exchanges }) => exchanges.flatMap(exposedBy)));
  const maxAge = diagnoses.flatMap(({ exchanges }) => exchanges.flatMap(maxAgeOf))[0];
  return {
    kind: 'works',
    exposes,
    policy: {
      ...allNeeded(requests),
      ...(exposes.length > 0 && { responseHeaders: exposes }),
      ...(maxAge !== undefined && { maxAge }),
    },
  };
}

/** One policy for all of them. */
export function allNeeded(requests: readonly PageRequest[]): PolicyConfig {
  const policies = requests.map((request) => neededPolicy(request));
  const all = (key: 'origins' | 'methods' | 'requestHeaders') =>
    distinct(policies.flatMap((policy) => policy[key] ?? []));
  const [methods, requestHeaders] = [all('methods'), all('requestHeaders')];
  return {
    origins: all('origins'),
    ...(policies.some(({ credentials }) => credentials) && { credentials: true }),
    ...(methods.length > 0 && { methods }),
    ...(requestHeaders.length > 0 && { requestHeaders }),
  };
}

type Exchange = Diagnosis['exchanges'][number];

const exposedBy = ({ response }: Exchange): string[] =>
  splitOnCommas(get(response?.headers ?? [], 'access-control-expose-headers') ?? '').filter((name) => name !== '*');

function maxAgeOf({ request, response }: Exchange): number[] {
  const text = get(response?.headers ?? [], 'access-control-max-age') ?? '';
  return request.kind === 'preflight' && /^\d{1,5}$/.test(text) ? [Math.min(Number(text), 86_400)] : [];
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
