import type { Outage } from './fleet.js';
import type { Heard, Receiver } from './receiver.js';

/** What a run shows. */
export interface Verdict {
  /** Endpoints of which a receiver believes something else than what is so, each as a sentence. */
  readonly unaware: readonly string[];
  /** Alerts that say the same again although the first was known to be taken. */
  readonly doubled: readonly string[];
  /** The same where it could not be known whether the first was taken. */
  readonly repeated: number;
  /** The longest time between two checks of an endpoint while Redis responded, in intervals. */
  readonly longestGap: number;
  /** When that began, in seconds after the beginning. */
  readonly longestGapAt: number;
}

export interface Evidence {
  readonly receivers: readonly Receiver[];
  readonly requested: readonly (readonly number[])[];
  readonly truth: ReadonlyMap<string, 'holds' | 'broken'>;
  readonly redisOutages: readonly Outage[];
  readonly kills: readonly number[];
  readonly intervalMs: number;
  readonly begin: number;
  readonly end: number;
}

export function judge(evidence: Evidence): Verdict {
  const { receivers, truth, requested } = evidence;
  const unaware = receivers.flatMap(({ heard }, number) =>
    [...truth].flatMap(([endpoint, status]) => {
      const believed = said(heard.findLast((one) => one.endpoint === endpoint));
      return believed === status ? [] : [`receiver ${number} believes ${believed} of ${endpoint}, which is ${status}`];
    }),
  );
  const again = receivers.flatMap(({ heard }, number) => repetitions(heard).map((pair) => ({ number, ...pair })));
  const doubled = again.filter(({ first }) => !isOpen(first, evidence));
  const longest = requested
    .map((times) => longestGap(times, evidence))
    .reduce((worst, one) => (one.gap > worst.gap ? one : worst), { gap: 0, at: 0 });
  return {
    unaware,
    doubled: doubled.map(({ number, second }) => `receiver ${number}: ${second.summary}`),
    repeated: again.length - doubled.length,
    longestGap: longest.gap,
    longestGapAt: longest.at,
  };
}

const said = (heard: Heard | undefined): string =>
  heard === undefined || heard.status === 'removed' ? 'holds' : heard.event === 'flapping' ? 'flapping' : heard.status;

function repetitions(heard: readonly Heard[]): readonly { readonly first: Heard; readonly second: Heard }[] {
  const last = new Map<string, Heard>();
  return heard.flatMap((second) => {
    const first = last.get(second.endpoint);
    last.set(second.endpoint, second);
    const isSame = first && said(first) === said(second) && first.summary === second.summary;
    return isSame && first.event !== 'flapping' ? [{ first, second }] : [];
  });
}

/** In milliseconds: what changed so shortly before Redis lost its memory, not every process has seen. */
const SEEN_BY_ALL = 12_000;
/** In milliseconds: between a receiver's response and its sender's own note of it. */
const NOTING = 3000;

/** Whether its sender may not have known that it was taken: no response, the end of the process, or a Redis that was away. */
const isOpen = ({ at, isKnown }: Heard, { kills, redisOutages }: Evidence): boolean =>
  !isKnown ||
  kills.some((kill) => Math.abs(kill - at) < NOTING) ||
  redisOutages.some(
    ({ from, until, memory }) => at > from - (memory === 'lost' ? SEEN_BY_ALL : NOTING) && at < until + NOTING,
  );

interface Gap {
  readonly gap: number;
  readonly at: number;
}

function longestGap(times: readonly number[], { redisOutages, intervalMs, begin, end }: Evidence): Gap {
  const all = [begin, ...times.filter((time) => time >= begin && time <= end), end];
  const gaps = all.slice(1).map((time, index): Gap => {
    const before = all[index]!;
    const away = redisOutages.reduce(
      (sum, one) => sum + Math.max(0, Math.min(time, one.until) - Math.max(before, one.from)),
      0,
    );
    return { gap: (time - before - away) / intervalMs, at: Math.round((before - begin) / 1000) };
  });
  return gaps.reduce((worst, one) => (one.gap > worst.gap ? one : worst));
}
