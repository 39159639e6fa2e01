import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeVary } from '../src/vary.js';

test.each([
  [undefined, 'Origin', 'Origin'],
  ['', 'Origin', 'Origin'],
  ['Origin', 'Origin', 'Origin'],
  ['origin', 'Origin', 'origin'],
  ['Accept-Encoding', 'Origin', 'Accept-Encoding, Origin'],
  ['Accept-Encoding,ORIGIN', 'Origin', 'Accept-Encoding,ORIGIN'],
  ['*', 'Origin', '*'],
  ['X-Origin', 'Origin', 'X-Origin, Origin'],
  ['Origin', 'Origin, Access-Control-Request-Headers', 'Origin, Access-Control-Request-Headers'],
  ['Accept', '', 'Accept'],
])('%j with %j is %j', (existing, added, merged) => {
  expect(mergeVary(existing, added)).toBe(merged);
});

const name = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,12}$/);

test('every name is kept, and each new one is there once', () => {
  fc.assert(
    fc.property(
      fc.array(name),
      fc.uniqueArray(name, { minLength: 1, selector: (text) => text.toLowerCase() }),
      (old, added) => {
        const merged = mergeVary(old.join(', '), added.join(', ')).toLowerCase().split(', ');
        for (const one of added.map((text) => text.toLowerCase())) {
          const before = old.filter((text) => text.toLowerCase() === one).length;
          expect(merged.filter((text) => text === one)).toHaveLength(Math.max(before, 1));
        }
        for (const one of old) expect(merged).toContain(one.toLowerCase());
      },
    ),
  );
});
