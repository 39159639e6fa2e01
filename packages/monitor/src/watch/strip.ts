import { MAX_RUNS, type Run, spansOf } from './past.js';
import type { Status } from './report.js';

/** Consecutive runs with the same result, as a rectangle. */
export interface Block {
  readonly status: Status;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a strip, in SVG units. */
export const STRIP = { width: 4 * MAX_RUNS, height: 12 } as const;

/** The worse, the taller, so that the status is visible without colour too. */
const HEIGHTS = { holds: 5, unreachable: 9, broken: STRIP.height } as const;

/** The blocks of a strip, the newest run on the right. */
export function blocksOf(runs: readonly Run[]): readonly Block[] {
  let before = MAX_RUNS - runs.length;
  return spansOf(runs).map(({ status, runs: count }) => {
    const height = HEIGHTS[status];
    const x = 4 * before;
    before += count;
    return { status, x, y: STRIP.height - height, width: 4 * count - 1, height };
  });
}

const WORDS = { holds: 'holds', broken: 'broken', unreachable: 'unreachable' } as const;

/** The strip as text, the newest run first. */
export const stripText = (runs: readonly Run[], timeOf: (at: number) => string): string =>
  spansOf(runs)
    .map(
      ({ status, from, runs: count }) =>
        `${WORDS[status]} since ${timeOf(from)}, ${count} ${count === 1 ? 'run' : 'runs'}`,
    )
    .reverse()
    .join('; before: ');
