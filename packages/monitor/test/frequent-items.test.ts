import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frequentItems, offer } from '../src/frequent-items.js';
import { createCorsMetrics, prometheusInstruments } from '../src/index.js';

const CAPACITY = 8;

test('every key above a quarter of all is among the eight, and no count is off by more than `missed`', () => {
  const often = { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c') };
  fc.assert(
    fc.property(fc.array(fc.oneof(often, fc.string({ maxLength: 2 }))), (stream) => {
      const sketch = frequentItems<{ count: number }>(CAPACITY);
      const truth = new Map<string, number>();
      for (const item of stream) {
        offer(sketch, item, () => ({ count: 0 })).count++;
        truth.set(item, (truth.get(item) ?? 0) + 1);
      }
      expect(sketch.items.size).toBeLessThanOrEqual(CAPACITY);
      expect(sketch.missed).toBeLessThanOrEqual((2 * stream.length) / CAPACITY);
      for (const [item, count] of truth)
        if (count > (2 * stream.length) / CAPACITY) expect(sketch.items.has(item)).toBe(true);
      for (const [item, { value }] of sketch.items) {
        expect(value.count).toBeLessThanOrEqual(truth.get(item)!);
        expect(value.count + sketch.missed).toBeGreaterThanOrEqual(truth.get(item)!);
      }
    }),
  );
});

test('a very long origin is truncated', () => {
  const metrics = createCorsMetrics({ instruments: prometheusInstruments() });
  metrics.record({ kind: 'actual', reason: 'no-allow-origin', origin: 'x'.repeat(1_000_000) });
  expect(metrics.deniedOrigins()[0]!.origin.length).toBeLessThan(1000);
});
