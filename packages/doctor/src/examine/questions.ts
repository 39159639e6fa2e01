import { preflightOf, type Seen } from '../facts/seen.js';
import { isBlocked, isReadable } from '../facts/trouble.js';
import { isHarmless } from '../probe/harmless.js';
import type { TellingProbe } from '../telling/telling-probe.js';
import { standIns } from './stand-in.js';

/** What should be asked on top of what browsers send, the most telling first. */
export async function questions(seen: Seen): Promise<readonly TellingProbe[]> {
  if (isBlocked(seen)) {
    const { asked } = await import('../explain.js');
    return [...beyondPreflight(seen), ...(await asked(seen))];
  }
  const inStead = seen.outcomes.flatMap(({ unsent }) =>
    unsent?.reason === 'unsafe' ? standIns(seen.exchanges, unsent.request) : [],
  );
  if (!isReadable(seen)) return inStead;
  const { asked } = await import('../warn.js');
  return [...inStead, ...asked(seen)];
}

/** The request itself, where no browser came as far as that. */
function beyondPreflight(seen: Seen): readonly TellingProbe[] {
  const { actual } = seen.planned;
  if (!actual || !preflightOf(seen)) return [];
  if (!isHarmless(actual)) return standIns(seen.exchanges, actual);
  return [{ request: actual, why: 'to see whether the server answers it otherwise than its preflight' }];
}
