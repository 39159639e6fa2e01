import { expect, test } from 'vitest';
import { findWords, unusedExceptions } from '../prose/find-words.mjs';
import { words } from '../prose/words.mjs';

const find = (text: string) => findWords('a.ts', text, words, []).map(({ line, word }) => [line, word]);

test('texts and identifiers are read as words', () => {
  expect(find("const mendedIn = 'server';\n// Nothing.\nLET_IN: 'lets strangers in'")).toEqual([
    [1, 'mended'],
    [3, 'let in'],
    [3, 'lets strangers in'],
  ]);
});

test('a word inside another word is not found', () => {
  expect(find('recommended, a task, a mask, basket, secure, procured, intelligent')).toEqual([]);
});

test('an exception is a phrase of one path', () => {
  const exceptions = [{ path: /^a\.ts$/, phrase: /answers the phone/g }];
  const text = 'it answers the phone; an answer';
  expect(findWords('a.ts', text, words, exceptions).map(({ word }) => word)).toEqual(['answer']);
  expect(findWords('b.ts', text, words, exceptions).map(({ word }) => word)).toEqual(['answers', 'answer']);
});

test('an exception that no file needs is found', () => {
  const exceptions = [
    { path: /^a/, phrase: /an answer/g },
    { path: /^b/, phrase: /an answer/g },
  ];
  expect(unusedExceptions([{ path: 'a.ts', text: 'no;\nan answer' }], exceptions)).toEqual([exceptions[1]]);
});
