import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_RUNS, type Past, runsOf, spansOf, withRun } from '../src/watch/past.js';
import type { Cell, Status } from '../src/watch/report.js';
import { blocksOf, STRIP, stripText } from '../src/watch/strip.js';

const statuses = fc.constantFrom<Status>('holds', 'broken', 'unreachable');
const A = 'https://a.test';
const B = 'https://b.test';
const cell = (origin: string, status: Status): Cell => ({ origin, expected: 'allowed', status });

/** One run per minute; B is tested from run `joined` on. */
function pastOf(runs: readonly Status[], joined = 0): Past {
  const empty: Past = { at: [], statuses: '', origins: {} };
  return runs.reduce((past, status, i) => {
    const cells = i < joined ? [cell(A, 'holds')] : [cell(A, 'holds'), cell(B, status)];
    return withRun(past, status, cells, i * 60_000);
  }, empty);
}

test('the last runs and their times are kept, of the check and of each origin', () => {
  fc.assert(
    fc.property(fc.array(statuses, { minLength: 1, maxLength: 3 * MAX_RUNS }), fc.nat(200), (all, joined) => {
      const past = pastOf(all, joined);
      const runs = all.map((status, i) => ({ at: i * 60_000, status }));
      expect(runsOf(past)).toEqual(runs.slice(-MAX_RUNS));
      expect(runsOf(past, B)).toEqual(runs.slice(joined).slice(-MAX_RUNS));
      expect(runsOf(past, A).every(({ status }) => status === 'holds')).toBe(true);
      expect(runsOf(past, 'https://c.test')).toEqual([]);
      expect(past.at.length).toBeLessThanOrEqual(MAX_RUNS);
    }),
    { numRuns: 50 },
  );
});

test('an origin that is no longer tested is dropped', () => {
  const past = withRun(pastOf(['broken', 'broken']), 'holds', [cell(A, 'holds')], 120_000);
  expect(Object.keys(past.origins)).toEqual([A]);
});

test('a strip shows every run once, aligned to the right', () => {
  fc.assert(
    fc.property(fc.array(statuses, { minLength: 1, maxLength: 2 * MAX_RUNS }), (all) => {
      const runs = runsOf(pastOf(all));
      const blocks = blocksOf(runs);
      expect(spansOf(runs).reduce((sum, span) => sum + span.runs, 0)).toBe(runs.length);
      expect(blocks.map(({ status }) => status)).toEqual(spansOf(runs).map(({ status }) => status));
      expect(blocks.reduce((sum, { width }) => sum + width + 1, 0)).toBe(4 * runs.length);
      const last = blocks.at(-1)!;
      expect(last.x + last.width + 1).toBe(STRIP.width);
    }),
    { numRuns: 50 },
  );
});

test('a strip as text lists the changes, the latest first', () => {
  const runs = runsOf(pastOf(['holds', 'holds', 'broken', 'unreachable', 'holds']));
  expect(stripText(runs, (at) => `minute ${at / 60_000}`)).toBe(
    'holds since minute 4, 1 run; before: unreachable since minute 3, 1 run; before: broken since minute 2, 1 run; before: holds since minute 0, 2 runs',
  );
});
