import type { Result } from '@corsmith/contract';
import { type Cell, MOST_CELLS, type Status } from './report.js';

const WORST: readonly Status[] = ['broken', 'unreachable', 'holds'];

/**
 * What became of the pages of each origin, in the order of the contract: of all their requests the worst, those aside
 * that were not verified.
 */
export function cellsOf(results: readonly Result[]): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const { expectation, verdict } of results) {
    if (verdict.kind === 'not-verified') continue;
    const { request, expected } = expectation;
    const { origin } = request;
    const before = cells.get(origin)?.status ?? 'holds';
    const status = WORST.find((one) => one === verdict.kind || one === before) ?? before;
    cells.set(origin, { origin, expected, status });
  }
  return [...cells.values()].slice(0, MOST_CELLS);
}
