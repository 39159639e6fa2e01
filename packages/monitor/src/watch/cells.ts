import type { Result } from '@corsmith/contract';
import { type Cell, MAX_CELLS, type Status } from './report.js';

const WORST: readonly Status[] = ['broken', 'unreachable', 'holds'];

/** The worst result of each origin, in the order of the contract. Requests that were not verified don't count. */
export function cellsOf(results: readonly Result[]): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const { expectation, verdict } of results) {
    if (verdict.kind === 'not-verified') continue;
    const { request, expected } = expectation;
    const { origin } = request;
    const before = cells.get(origin);
    const status = WORST.find((one) => one === verdict.kind || one === before?.status) ?? 'holds';
    // What is denied to an allowed origin comes after what it is allowed.
    cells.set(origin, { origin, expected: before?.expected ?? expected, status });
  }
  return [...cells.values()].slice(0, MAX_CELLS);
}
