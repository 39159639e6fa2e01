import { corsUnsafeRequestHeaderNames, type HeaderList } from '@corsmith/protocol';
import { type Policy, PolicyError, parsePolicy, respond } from '@corsmith/server';
import type { Report } from './contract-error.js';
import { type Path, parsePolicyPath } from './path.js';
import { anyRecord } from './shape.js';

/** The policy; undefined if `createPolicy` finds problems in it. */
export function checkedPolicy(value: unknown, path: Path, report: Report): Policy | undefined {
  const record = anyRecord(value, path, 'A policy is an object.', report);
  if (!record) return undefined;
  try {
    return parsePolicy(record);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    for (const { code, path: place, text, message, suggestion } of error.problems)
      report(code, [...path, ...parsePolicyPath(place)], text, message, suggestion);
    return undefined;
  }
}

/** Whether the policy allows the origin. */
export const isAllowed = (policy: Policy, origin: string): boolean =>
  respond(policy, { method: 'GET', headers: (name) => (name === 'origin' ? origin : undefined) }).allowed;

/** Why the policy denies this request for every origin. */
export function denialOf(policy: Policy, method: string, headers: HeaderList): string | undefined {
  const names = corsUnsafeRequestHeaderNames(headers).join(',');
  const requestHeaders: Readonly<Record<string, string | undefined>> = {
    origin: 'https://corsmith.invalid',
    'access-control-request-method': method,
    'access-control-request-headers': names === '' ? undefined : names,
  };
  const open: Policy = { ...policy, origins: () => true, staticOrigin: undefined };
  return respond(open, { method: 'OPTIONS', headers: (name) => requestHeaders[name] }).denial?.reason;
}
