import { expect, test } from 'vitest';
import { PREFLIGHT_LIFETIMES, PreflightCache, simulate } from '../src/index.js';

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

const request = {
  origin: 'https://app.example.com',
  url: 'https://api.example.com/',
  headers: [['X-Key', '1']],
} as const;

for (const [engine, { default: seconds, cap }] of Object.entries(PREFLIGHT_LIFETIMES))
  test.each([
    ['without Access-Control-Max-Age', undefined, seconds],
    ['with a longer one than the cap', cap * 2, cap],
    ['with a shorter one than the cap', cap - 1, cap - 1],
  ])(`${engine} caches a preflight %s exactly as long as its table says`, async (_, maxAge, lifetime) => {
    let now = 0;
    const cache = new PreflightCache({ now: () => now });
    const preflights = async () => {
      let sent = 0;
      await simulate(
        request,
        async ({ kind }) => {
          if (kind === 'preflight') sent += 1;
          return {
            status: 200,
            headers: [
              ['Access-Control-Allow-Origin', '*'],
              ['Access-Control-Allow-Headers', 'x-key'],
              ...(maxAge === undefined ? [] : [['Access-Control-Max-Age', `${maxAge}`] as const]),
            ],
          };
        },
        { engine: engine as keyof typeof PREFLIGHT_LIFETIMES, cache },
      );
      return sent;
    };
    expect(await preflights()).toBe(1);
    now = lifetime * 1000 - 1;
    expect(await preflights()).toBe(0);
    now = lifetime * 1000;
    expect(await preflights()).toBe(1);
  });
