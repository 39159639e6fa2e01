import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topK } from '../src/top-k.js';

const SIZE = 8;

test('what is more than one in eight of all is found, and no count is off by more than it says', () => {
  const items = fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c') }, fc.string({ maxLength: 2 })),
  );
  fc.assert(
    fc.property(items, (stream) => {
      const sketch = topK(SIZE);
      const truth = new Map<string, number>();
      for (const item of stream) {
        sketch.add(item);
        truth.set(item, (truth.get(item) ?? 0) + 1);
      }
      const ranked = new Map(sketch.ranked().map((one) => [one.item, one]));
      expect(ranked.size).toBeLessThanOrEqual(SIZE);
      for (const [item, count] of truth) if (count > stream.length / SIZE) expect(ranked.has(item)).toBe(true);
      for (const { item, count, error } of ranked.values()) {
        expect(count).toBeGreaterThanOrEqual(truth.get(item)!);
        expect(count - error).toBeLessThanOrEqual(truth.get(item)!);
        expect(error).toBeLessThanOrEqual(stream.length / SIZE);
      }
    }),
  );
});

test('an endless item is cut', () => {
  const sketch = topK(1);
  sketch.add('x'.repeat(1_000_000));
  expect(sketch.ranked()[0]!.item.length).toBeLessThan(1000);
});
