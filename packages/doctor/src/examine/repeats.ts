import { get, type WireRequest } from '@corsmith/protocol';
import { bareProbes } from '../extra-probes/experiments.js';
import { type ExtraProbe, PAST_CACHES } from '../extra-probes/extra-probe.js';
import { isBlocked } from '../facts/problem.js';
import { exchangeFor, type Seen } from '../facts/seen.js';
import { variesByOrigin } from '../facts/vary.js';
import { find, isOk } from '../facts/wire.js';
import { type HarmlessRequest, isHarmless } from '../probe/harmless.js';

/** How often a blocked request is repeated unless `repeat` says otherwise. */
const REPEATS = 3;

/** The request that decided the verdict, as browsers send it. */
function decisiveRequest(seen: Seen): HarmlessRequest | undefined {
  const outcome = seen.outcomes.find(({ engine, block }) => engine !== 'standard' && block) ?? seen.outcomes[0];
  const wire = outcome?.exchanges[outcome.block?.exchange ?? outcome.exchanges.length - 1]?.request;
  const located = wire && exchangeFor(seen.exchanges, wire);
  // Without a response there is nothing to compare, and each wait may be long.
  return located?.exchange.response && wire && isHarmless(wire) ? wire : undefined;
}

/** The page's requests that may be sent again. */
export const repeatable = ({ planned, exchanges }: Seen): HarmlessRequest[] =>
  [planned.preflight, planned.actual].filter(
    (wire): wire is HarmlessRequest => wire !== undefined && isHarmless(wire) && find(exchanges, wire) !== undefined,
  );

/**
 * Whether a request that passes got a response that its experiments contradict: another status, or an origin that nobody
 * sent, or headers that come and go although Vary names no origin.
 */
function isContradicted(seen: Seen): boolean {
  const { planned, exchanges } = seen;
  const own = planned.actual && find(exchanges, planned.actual)?.exchange;
  const ours = own?.response;
  if (isBlocked(seen) || !ours || !planned.actual) return false;
  const allowedByOurs = get(ours.headers, 'access-control-allow-origin')?.trim();
  const path = pathOf(planned.actual);
  return exchanges
    .filter(
      ({ why, request }) => why !== undefined && request.method === own.request.method && pathOf(request) === path,
    )
    .some(({ request, response }) => {
      if (!response) return true;
      if (isOk(response) !== isOk(ours)) return true;
      const allowed = get(response.headers, 'access-control-allow-origin')?.trim();
      if (allowed === allowedByOurs) return false;
      const isOwn = allowed === undefined || allowed === get(request.headers, 'origin');
      return !isOwn || !variesByOrigin(response) || !variesByOrigin(ours);
    });
}

const pathOf = ({ url }: WireRequest): string => new URL(url).pathname;

/** As many identical ones leave a server that fails at random no chance of looking steady. */
const OFTEN = 5;

/** What to send again in this round, besides the probes. */
export function repeatsIn(
  round: number,
  seen: Seen,
  probes: readonly ExtraProbe[],
): { readonly requests: readonly HarmlessRequest[]; readonly times: number } {
  const nothing = { requests: [], times: 0 };
  const decisive = decisiveRequest(seen);
  if (!decisive) return nothing;
  if (isBlocked(seen)) {
    if (round === 0) return { requests: [decisive], times: REPEATS };
    const suspectsCache = probes.some(({ why }) => why === PAST_CACHES);
    return suspectsCache ? { requests: [decisive], times: OFTEN - REPEATS - 1 } : nothing;
  }
  if (round === 0 || !isContradicted(seen)) return nothing;
  const experiments = bareProbes(seen).flatMap(({ request }) => (find(seen.exchanges, request) ? [request] : []));
  return { requests: [decisive, ...experiments], times: OFTEN };
}
