import { get } from '@corsmith/protocol';
import type { ExtraProbe } from '../extra-probes/extra-probe.js';
import { isBlocked, isReadable } from '../facts/problem.js';
import { preflightOf, type Seen } from '../facts/seen.js';
import { policyProbes } from '../policy/policy-probes.js';
import { isHarmless } from '../probe/harmless.js';
import { substitutes } from './substitute.js';

/** What to send beyond what browsers send, the most useful first. */
export async function nextProbes(seen: Seen): Promise<readonly ExtraProbe[]> {
  if (isBlocked(seen)) {
    const { probesFor } = await import('../explain.js');
    const probes = await probesFor(seen);
    // Other origins come last: one of many rarely decides.
    return [
      ...beyondPreflight(seen),
      ...probes.filter(isOfPage(seen)),
      ...policyProbes(seen),
      ...probes.filter((one) => !isOfPage(seen)(one)),
    ];
  }
  const instead = seen.outcomes.flatMap(({ unsent }) =>
    unsent?.reason === 'unsafe' ? substitutes(seen.exchanges, unsent.request) : [],
  );
  if (!isReadable(seen)) return instead;
  const { probesFor } = await import('../warn.js');
  return [...instead, ...probesFor(seen)];
}

const isOfPage =
  ({ request: { origin } }: Seen) =>
  ({ request }: ExtraProbe): boolean =>
    (get(request.headers, 'origin') ?? origin) === origin;

/** The request itself, if no browser got that far. */
function beyondPreflight(seen: Seen): readonly ExtraProbe[] {
  const { actual } = seen.planned;
  if (!actual || !preflightOf(seen)) return [];
  if (!isHarmless(actual)) return substitutes(seen.exchanges, actual);
  return [{ request: actual, why: 'to see whether the server treats it differently from its preflight' }];
}
