import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff, intervalAt, nextRun, runTimeOf } from '../src/watch/schedule.js';

const DAY = 86_400_000;
const ids = fc.string({ minLength: 1, maxLength: 20 });
const intervals = fc.integer({ min: 100, max: DAY });
const times = fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 });

test('a check has one run time in each interval', () => {
  fc.assert(
    fc.property(ids, intervals, times, (id, intervalMs, at) => {
      const interval = Math.floor(at / intervalMs);
      const moment = runTimeOf(id, interval, intervalMs);
      expect(Math.floor(moment / intervalMs)).toBe(interval);
      expect(moment - runTimeOf(id, interval - 1, intervalMs)).toBeLessThanOrEqual(1.2 * intervalMs + 1);
      expect(runTimeOf(id, interval, intervalMs)).toBe(moment);
    }),
  );
});

test('the next run is in the next interval, or later by the back-off', () => {
  fc.assert(
    fc.property(ids, intervals, times, fc.nat(20), (id, intervalMs, lastRun, failures) => {
      const next = nextRun({ id, lastRun, failures }, intervalMs, lastRun);
      expect(next).toBeGreaterThan(lastRun);
      expect(intervalAt(id, next, intervalMs) - intervalAt(id, lastRun, intervalMs)).toBe(backOff(failures));
    }),
  );
  expect([0, 1, 2, 3, 4, 5, 100].map(backOff)).toEqual([1, 1, 2, 4, 8, 8, 8]);
});

test('checks are spread over the interval', () => {
  const moments = Array.from({ length: 1000 }, (_, i) => runTimeOf(`check ${i}`, 7, 1000) - 7000);
  const perTenth = Array.from({ length: 10 }, (_, i) => moments.filter((at) => Math.floor(at / 100) === i).length);
  expect(Math.min(...perTenth.slice(1, 8))).toBeGreaterThan(60);
  expect(Math.max(...perTenth)).toBeLessThan(200);
});

test('it runs at once if it never ran, or if the clock was set back', () => {
  expect(nextRun({ id: 'a', failures: 3 }, 60_000, 5)).toBe(5);
  expect(nextRun({ id: 'a', failures: 3, lastRun: 2 * DAY }, 60_000, DAY)).toBe(DAY);
});
