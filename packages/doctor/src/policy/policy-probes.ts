import { get, type ProbedExchange, splitOnCommas } from '@corsmith/protocol';
import { type ExtraProbe, fromOrigin, permissionFor, preflightFor, requesting } from '../extra-probes/extra-probe.js';
import { siblingOrigins } from '../extra-probes/sibling-origins.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import { actualOf, preflightOf, type Seen } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import { isHarmless } from '../probe/harmless.js';
import { UNKNOWN_HEADER, UNKNOWN_ORIGIN } from './unknown-names.js';

/**
 * What shows how much the server allows today: which other origins, whether every origin or every header name. A fix that
 * names only what this request needs would then allow less than before.
 */
export function policyProbes(seen: Seen): readonly ExtraProbe[] {
  const { key, planned } = seen;
  const responses = seen.observed.filter(({ layer }) => layer === 'front');
  const origin = responses.map(allowedByName).find((one) => one !== undefined);
  const located = [preflightOf(seen), actualOf(seen)].find((one) => one && allowedByName(one.exchange) !== undefined);
  const wire = located?.exchange.request;
  const preflight = planned.preflight ?? (planned.actual && preflightFor(planned.actual));
  const allowsSome = origin !== undefined || responses.some(({ response }) => allowOrigin(response) === '*');
  const harmless = preflight && isHarmless(preflight) && allowsSome ? preflight : undefined;
  const from = { key, origin: origin ?? seen.request.origin };
  // Some servers say nothing about headers where they refuse the method, and about methods where they refuse a header.
  const isRefused = responses.some(({ request, response }) => request.kind === 'preflight' && !allowOrigin(response));
  const requested = harmless && (isRefused ? permissionFor(harmless, 'GET', [], from).request : harmless);
  return [
    ...(requested && !responses.some(listsHeaders) ? [requesting(requested, UNKNOWN_HEADER, from)] : []),
    ...(harmless && !responses.some(listsHeaders) ? [permissionFor(harmless, 'GET', ['content-type'], from)] : []),
    ...(harmless && !responses.some(listsMethods)
      ? ['PUT', 'PATCH', 'DELETE'].map((method) => permissionFor(harmless, method, [], from))
      : []),
    ...(wire && isHarmless(wire)
      ? [UNKNOWN_ORIGIN, ...siblingOrigins(seen)].map((one) => fromOrigin(wire, one, key))
      : []),
  ];
}

const allowOrigin = (response: ProbedExchange['response']) => lines(response, ALLOW_ORIGIN)[0]?.[1].trim();

/** The origin of a request that is allowed by that name. */
function allowedByName({ request, response }: ProbedExchange): string | undefined {
  const origin = get(request.headers, 'origin');
  return origin !== 'null' && allowOrigin(response) === origin ? origin : undefined;
}

/** Whether the allowed methods are more than the requested one, so that they are a list. */
function listsMethods({ request, response }: ProbedExchange): boolean {
  const requested = get(request.headers, 'access-control-request-method');
  const allowed = splitOnCommas((response && get(response.headers, 'access-control-allow-methods')) ?? '');
  return allowed.some((method) => method !== requested);
}

/** Whether the allowed names are more than the requested ones, so that they are a list. */
function listsHeaders({ request, response }: ProbedExchange): boolean {
  const namesOf = (value: string | undefined) => splitOnCommas((value ?? '').toLowerCase());
  const requested = new Set(namesOf(get(request.headers, 'access-control-request-headers')));
  const allowed = namesOf(response && get(response.headers, 'access-control-allow-headers'));
  return allowed.some((name) => !requested.has(name));
}
