import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameName, lowercaseName } from '../src/field-name.js';
import { isRepeated, repeats } from '../src/header-lines.js';
import { byteLowercase, type HeaderList } from '../src/index.js';
import { memoized } from '../src/memoized.js';

const name = fc.oneof(
  fc.constantFrom('Location', 'location', 'LOCATIOn', 'x-a', 'X-A', 'X-B', 'É', 'é', 'Vary', 'Date', '', '@', '`'),
  fc.string({ maxLength: 3 }),
);
/** Few and many, as many are compared in another way. */
const lines = fc.array(fc.tuple(name, fc.constant('')), { maxLength: 40, size: 'max' });

test('names are lowered as bytes, at first sight and later', () => {
  fc.assert(
    fc.property(name, (text) => {
      for (const _ of ['first', 'later']) expect(lowercaseName(text)).toBe(byteLowercase(text));
    }),
  );
});

test('two names are the same where they are so in lower case', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(isSameName(a, b)).toBe(byteLowercase(a) === byteLowercase(b));
    }),
  );
});

test('a name that comes twice is seen, in any case and in a list of any length', () => {
  const count = (headers: HeaderList, wanted: string) =>
    headers.filter(([other]) => byteLowercase(other) === byteLowercase(wanted)).length;
  fc.assert(
    fc.property(lines, name, (headers, wanted) => {
      expect(isRepeated(headers, wanted)).toBe(count(headers, wanted) > 1);
      expect(repeats(headers)).toBe(headers.some(([other]) => count(headers, other) > 1));
    }),
  );
});

test('what is remembered is bounded, and nothing long is', () => {
  let calls = 0;
  const lengthOf = memoized((text) => {
    calls++;
    return text.length;
  });
  const long = 'x'.repeat(65);
  for (const text of ['a', 'a', 'b', 'a', long, long]) expect(lengthOf(text)).toBe(text.length);
  expect(calls).toBe(4);
  for (let i = 0; i < 1000; i++) lengthOf(String(i));
  calls = 0;
  lengthOf('a');
  expect(calls).toBe(1);
});
