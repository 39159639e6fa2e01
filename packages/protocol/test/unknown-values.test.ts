import { expect, expectTypeOf, test } from 'vitest';
import { type Defined, defined } from '../src/defined.js';
import { pairsOf } from '../src/header-pairs.js';
import { isRecord, recordOf } from '../src/record.js';
import { codeOf, errorOf, messageOf } from '../src/thrown.js';

test('anything that is thrown has a message', () => {
  expect(messageOf(new TypeError('broken'))).toBe('broken');
  expect(messageOf({ message: 7 })).toBe('7');
  expect(messageOf('text')).toBe('text');
  expect(messageOf(null)).toBe('null');
});

test('only a text is a code', () => {
  expect(codeOf(Object.assign(new Error('gone'), { code: 'ENOENT' }))).toBe('ENOENT');
  expect(codeOf({ code: 7 })).toBeUndefined();
  expect(codeOf(new Error('none'))).toBeUndefined();
  expect(codeOf(undefined)).toBeUndefined();
});

test('an error stays the same, and anything else becomes one', () => {
  const error = new RangeError('far');
  expect(errorOf(error)).toBe(error);
  expect(errorOf('text')).toMatchObject({ message: 'text', cause: 'text' });
});

test('lists and null have no fields', () => {
  expect([{}, { a: 1 }, Object.create(null)].every(isRecord)).toBe(true);
  expect([null, undefined, [], 'text', 7].some(isRecord)).toBe(false);
  expect(recordOf({ a: 1 })).toEqual({ a: 1 });
  expect(recordOf([1])).toEqual({});
  expect(recordOf('text')).toEqual({});
});

test('fields that are undefined are left out, and the type says which may be', () => {
  const fields = defined({ a: 1, b: undefined as string | undefined, c: null });
  expect(Object.keys(fields)).toEqual(['a', 'c']);
  expectTypeOf(fields).toExtend<{ a: number; b?: string; c: null }>();
  expectTypeOf<Defined<{ a?: number }>>().toExtend<{ a?: number }>();
});

test('raw headers are pairs; a name without a value is none', () => {
  expect(pairsOf(['A', '1', 'a', '2'])).toEqual([
    ['A', '1'],
    ['a', '2'],
  ]);
  expect(pairsOf(['A', '', 'b'])).toEqual([['A', '']]);
});
