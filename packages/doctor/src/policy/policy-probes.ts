import { get, type ProbedExchange, splitOnCommas } from '@corsmith/protocol';
import { type ExtraProbe, fromOrigin, preflightFor, requesting } from '../extra-probes/extra-probe.js';
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
  return [
    ...(preflight && isHarmless(preflight) && allowsSome && !responses.some(listsHeaders)
      ? [requesting(preflight, UNKNOWN_HEADER, { key, origin: origin ?? seen.request.origin })]
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

/** Whether the allowed names are more than the requested ones, so that they are a list. */
function listsHeaders({ request, response }: ProbedExchange): boolean {
  const namesOf = (value: string | undefined) => splitOnCommas((value ?? '').toLowerCase());
  const requested = new Set(namesOf(get(request.headers, 'access-control-request-headers')));
  const allowed = namesOf(response && get(response.headers, 'access-control-allow-headers'));
  return allowed.some((name) => !requested.has(name));
}
