import type { Cell, Status } from './report.js';

/** The results of the last runs of a check, as one letter each to keep the state small. */
export interface Past {
  /** When each run ended, in milliseconds since 1970, the newest last. */
  readonly at: readonly number[];
  /** `h`, `b` or `u` for each run. */
  readonly statuses: string;
  /** The same for each origin; shorter if the origin was added later. */
  readonly origins: Readonly<Record<string, string>>;
}

export interface Run {
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly status: Status;
}

/** Consecutive runs with the same result. */
export interface Span {
  readonly status: Status;
  /** When the first run ended. */
  readonly from: number;
  readonly runs: number;
}

/** As many as fit side by side in a strip. */
export const MAX_RUNS = 60;

const LETTERS = { holds: 'h', broken: 'b', unreachable: 'u' } as const;
const STATUSES: Readonly<Record<string, Status>> = { h: 'holds', b: 'broken', u: 'unreachable' };

/** Adds a run. Origins that are no longer tested are dropped. */
export function withRun(past: Past | undefined, status: Status, cells: readonly Cell[], at: number): Past {
  const next = (letters: string | undefined, now: Status) => ((letters ?? '') + LETTERS[now]).slice(-MAX_RUNS);
  return {
    at: [...(past?.at ?? []), at].slice(-MAX_RUNS),
    statuses: next(past?.statuses, status),
    origins: Object.fromEntries(cells.map((cell) => [cell.origin, next(past?.origins[cell.origin], cell.status)])),
  };
}

/** The last runs, the newest last: of the whole check, or of one origin. */
export function runsOf({ at, statuses, origins }: Past, origin?: string): readonly Run[] {
  const letters = [...(origin === undefined ? statuses : (origins[origin] ?? ''))];
  const times = at.slice(at.length - letters.length);
  return letters.map((letter, i) => ({ at: times[i] ?? 0, status: STATUSES[letter] ?? 'unreachable' }));
}

/** Groups consecutive runs with the same result. */
export function spansOf(runs: readonly Run[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { at, status } of runs) {
    const last = spans.at(-1);
    if (last?.status === status) spans[spans.length - 1] = { ...last, runs: last.runs + 1 };
    else spans.push({ status, from: at, runs: 1 });
  }
  return spans;
}
