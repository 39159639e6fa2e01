import { describe, expect, test } from 'vitest';
import { needs } from '../src/needs.js';
import { stacks } from '../src/readers/stacks.js';
import { truthOf } from '../src/readers/truth.js';

// A slice of `npm run readers`.

describe.each(stacks)('$id', (stack) => {
  test.runIf(needs(...stack.needs))('the real server responds as the configuration is read', async () => {
    const { agreeing, requests, deviations } = await truthOf(stack, { configurations: 10, requests: 20, seed: 7 });
    expect(deviations.slice(0, 3)).toEqual([]);
    expect(agreeing).toBe(requests);
  });
});
