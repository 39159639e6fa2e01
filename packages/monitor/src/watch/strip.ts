import { MOST_RUNS, type Run, spansOf } from './past.js';
import type { Status } from './report.js';

/** Runs on end that ended alike, as a block of a drawing. */
export interface Block {
  readonly status: Status;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of a strip, in its own units. */
export const STRIP = { width: 4 * MOST_RUNS, height: 12 } as const;

/** The worse the taller, so that it shows without colours too. */
const HEIGHTS = { holds: 5, unreachable: 9, broken: STRIP.height } as const;

/** A strip of runs, the newest at the right. */
export function blocksOf(runs: readonly Run[]): readonly Block[] {
  let before = MOST_RUNS - runs.length;
  return spansOf(runs).map(({ status, runs: count }) => {
    const height = HEIGHTS[status];
    const x = 4 * before;
    before += count;
    return { status, x, y: STRIP.height - height, width: 4 * count - 1, height };
  });
}

const WORDS = { holds: 'holds', broken: 'broken', unreachable: 'no answer' } as const;

/** The same in words, the newest first. */
export const stripText = (runs: readonly Run[], timeOf: (at: number) => string): string =>
  spansOf(runs)
    .map(
      ({ status, from, runs: count }) =>
        `${WORDS[status]} since ${timeOf(from)}, ${count} ${count === 1 ? 'run' : 'runs'}`,
    )
    .reverse()
    .join('; before: ');
