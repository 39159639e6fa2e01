import type { Cell, Status } from './report.js';

/** How the last runs of a check ended: a letter for each, since it is kept of every check. */
export interface Past {
  /** When each ended, in milliseconds since 1970, the newest last. */
  readonly at: readonly number[];
  /** `h`, `b` or `u` for each. */
  readonly statuses: string;
  /** The same for the pages of each origin, shorter where one was not asked for from the beginning. */
  readonly origins: Readonly<Record<string, string>>;
}

export interface Run {
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly status: Status;
}

/** Runs on end that ended alike. */
export interface Span {
  readonly status: Status;
  /** When the first of them ended. */
  readonly from: number;
  readonly runs: number;
}

/** What fits in a line, one beside the other. */
export const MOST_RUNS = 60;

const LETTERS = { holds: 'h', broken: 'b', unreachable: 'u' } as const;
const STATUSES: Readonly<Record<string, Status>> = { h: 'holds', b: 'broken', u: 'unreachable' };

/** One more run. What was asked in the name of an origin that is asked no more is forgotten. */
export function withRun(past: Past | undefined, status: Status, cells: readonly Cell[], at: number): Past {
  const next = (letters: string | undefined, now: Status) => ((letters ?? '') + LETTERS[now]).slice(-MOST_RUNS);
  return {
    at: [...(past?.at ?? []), at].slice(-MOST_RUNS),
    statuses: next(past?.statuses, status),
    origins: Object.fromEntries(cells.map((cell) => [cell.origin, next(past?.origins[cell.origin], cell.status)])),
  };
}

/** The last runs, the newest last: as a whole, or for the pages of one origin. */
export function runsOf({ at, statuses, origins }: Past, origin?: string): readonly Run[] {
  const letters = [...(origin === undefined ? statuses : (origins[origin] ?? ''))];
  const times = at.slice(at.length - letters.length);
  return letters.map((letter, i) => ({ at: times[i] ?? 0, status: STATUSES[letter] ?? 'unreachable' }));
}

/** When it changed, and for how long it stayed so. */
export function spansOf(runs: readonly Run[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { at, status } of runs) {
    const last = spans.at(-1);
    if (last?.status === status) spans[spans.length - 1] = { ...last, runs: last.runs + 1 };
    else spans.push({ status, from: at, runs: 1 });
  }
  return spans;
}
