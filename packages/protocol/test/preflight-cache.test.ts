import { expect, test } from 'vitest';
import { PreflightCache } from '../src/index.js';

const keysOf = (cache: PreflightCache, keys: readonly string[]) => keys.filter((key) => cache.get(key) !== undefined);

test('the oldest entries go, and what is set anew is young again', () => {
  const cache = new PreflightCache({ limit: 3 });
  for (const key of ['a', 'b', 'c', 'a', 'd']) cache.set(key, []);
  expect(keysOf(cache, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd']);
  cache.delete('c');
  for (const key of ['e', 'f', 'g']) cache.set(key, []);
  expect(keysOf(cache, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toEqual(['e', 'f', 'g']);
});

test('a cache that holds nothing forgets each entry at once', () => {
  const cache = new PreflightCache({ limit: 0 });
  for (const key of ['a', 'b']) cache.set(key, []);
  expect(keysOf(cache, ['a', 'b'])).toEqual([]);
});
