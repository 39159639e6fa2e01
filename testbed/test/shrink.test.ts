import { describe, expect, it } from 'vitest';
import { generate } from '../src/oracle/generator/generate.js';
import { shrink, sizeOf } from '../src/oracle/shrink.js';

describe('shrinking', () => {
  it('leaves nothing but what the failure needs', async () => {
    const indexes = Array.from({ length: 300 }, (_, i) => i);
    const found = indexes
      .map((i) => generate('shrink', i))
      .find((one) => one.steps.some(({ body }) => body?.kind === 'blob'));
    expect(found).toBeDefined();
    const smallest = await shrink(found!, async ({ steps }) => steps.some(({ body }) => body?.kind === 'blob'));
    expect(smallest.script).toEqual({});
    expect(smallest.steps).toHaveLength(1);
    expect(Object.keys(smallest.steps[0]!).sort()).toEqual(['body', 'url']);
  });

  it('stops at its limit, and never makes a case that does not fail', async () => {
    const start = generate('shrink', 1);
    let tries = 0;
    const shrunk = await shrink(start, async () => ++tries % 3 === 0, 50);
    expect(tries).toBeLessThanOrEqual(50);
    expect(sizeOf(shrunk)).toBeLessThanOrEqual(sizeOf(start));
    expect(await shrink(start, async () => false)).toBe(start);
  });
});
