import { expect, test } from 'vitest';
import { findWords } from '../prose/find-words.mjs';
import { words } from '../prose/words.mjs';

const find = (text: string) => findWords('a.ts', text, words, []).map(({ line, word }) => [line, word]);

test('texts and identifiers are read as words', () => {
  expect(find("const mendedIn = 'server';\n// Nothing.\nLET_IN: 'lets strangers in'")).toEqual([
    [1, 'mended'],
    [3, 'let in'],
    [3, 'lets strangers in'],
  ]);
});

test('a word within another is none of them', () => {
  expect(find('recommended, a task, a mask, basket, secure, procured, intelligent')).toEqual([]);
});

test('an exception is for one path and one word', () => {
  const exceptions = [{ path: /^a\.ts$/, find: /^answer$/ }];
  expect(findWords('a.ts', 'answer, mended', words, exceptions).map(({ word }) => word)).toEqual(['mended']);
  expect(findWords('b.ts', 'answer', words, exceptions)).toHaveLength(1);
});
