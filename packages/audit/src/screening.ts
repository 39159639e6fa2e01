import { weaknesses } from './classes.js';
import { allowedProbes, type Context, classify } from './classify.js';
import { isAllowedSomehow, isNamedIn, type Part, type Probing } from './origin-prober.js';
import { originsOf } from './origins-of.js';
import type { ProbeOrigin } from './probe-origin.js';
import type { Sentinel } from './sentinel.js';
import type { Weakness } from './weakness.js';

export interface Screening {
  readonly sentinel: Sentinel;
  readonly thorough: boolean;
  /**
   * Whether preflights distinguish the allowed origin from others. Then the likeliest origin of each class is probed with both,
   * and the long tail with preflights alone, which no cache stores and no application handles.
   */
  readonly preflights: 'distinct' | 'alike';
  /** Whether other requests may be sent too. */
  readonly reading: boolean;
}

interface Queued {
  readonly weakness: Weakness;
  readonly probe: ProbeOrigin;
  readonly rank: number;
}

/** So many origins of each class are probed with both requests. */
const WITH_BOTH = 1;
/** From this one on, a class is probed with preflights alone. */
const TAIL = 12;
/** So many of each class are sent before the rest: what they show may imply other classes. */
const FIRST = 3;
/** So many allowed origins of a class are looked at in full. */
const IN_FULL = 3;
/** Rounds of origins that only count after others. */
const MOST_ROUNDS = 4;

/** Probes every origin that only a flawed check allows: the likeliest of each class first, what follows from it after it. */
export async function screen(context: Context, how: Screening): Promise<void> {
  const sent = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const queue = queued(context, how).filter(
      ({ probe, rank }) => !sent.has(probe.origin) && (round > 0 || rank < FIRST),
    );
    if (queue.length === 0) break;
    const policies = areTheSame(context) ? 'same' : 'different';
    for (const { probe } of queue) sent.add(probe.origin);
    await context.prober.probe(
      queue.map((one) => probing(one, partsOf(one, how, policies))),
      how.sentinel,
    );
    await context.prober.probe(inFull(context, how), how.sentinel);
  }
}

/** In order of likelihood: the first of every class, then the second. Implied classes are not looked for. */
function queued(context: Context, { thorough }: Screening): readonly Queued[] {
  const { target, prober } = context;
  const isAllowed = (origin: string) => isAllowedSomehow(prober.resultOf(origin));
  const found = new Set(classify(context).map(({ id }) => id));
  const seen = new Set<string>();
  return weaknesses
    .filter(({ impliedBy }) => !impliedBy.some((id) => found.has(id)))
    .flatMap((weakness) =>
      originsOf(weakness, target)
        .filter(({ origin, rare, after }) => {
          if (seen.has(origin) || (!thorough && (rare || (after && !after.some(isAllowed))))) return false;
          seen.add(origin);
          return true;
        })
        .map((probe, rank): Queued => ({ weakness, probe, rank })),
    )
    .toSorted((a, b) => a.rank - b.rank);
}

function partsOf(
  { weakness, rank, probe }: Queued,
  { preflights, reading }: Screening,
  policies: 'same' | 'different',
): readonly Part[] {
  if (!reading) return ['permission'];
  if (preflights === 'alike') return ['reading'];
  const isFirst = rank < WITH_BOTH && weakness.preflights !== 'if-different';
  if (isFirst || probe.after || policies === 'different') return ['reading', 'permission'];
  return rank < TAIL && weakness.preflights !== 'mostly' ? ['reading'] : ['permission'];
}

/** Whether responses and preflights have agreed on every origin so far. */
const areTheSame = ({ target, prober }: Context): boolean =>
  weaknesses
    .flatMap((weakness) => originsOf(weakness, target))
    .every(({ origin }) => {
      const { actual, permission } = prober.resultOf(origin) ?? {};
      return !actual || !permission || isNamedIn(actual, origin) === isNamedIn(permission, origin);
    });

/** What is missing of origins that are allowed: the other request. */
function inFull(context: Context, { preflights, reading }: Screening): readonly Probing[] {
  return weaknesses.flatMap((weakness) =>
    allowedProbes(weakness, context)
      .filter(({ attacker }) => attacker !== 'nobody')
      .slice(0, IN_FULL)
      .map((probe) =>
        probing({ weakness, probe }, [
          ...(reading ? (['reading'] as const) : []),
          ...(preflights === 'distinct' ? (['permission'] as const) : []),
        ]),
      ),
  );
}

const probing = ({ weakness, probe }: Pick<Queued, 'weakness' | 'probe'>, parts: readonly Part[]): Probing => ({
  origin: probe.origin,
  parts,
  for: weakness.id,
  why: `${weakness.probes} (${weakness.id})`,
});
