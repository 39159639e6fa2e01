import { readers } from '@corsmith/readers';
import { expect, test } from 'vitest';

/** What makes the time of a search quadratic, since it is begun anew at each place: a look ahead, or anything repeated. */
const FAR = /\(\?[=!<]|\[\\s\\S\]|\.[*+{]|\\[sS][*+{]|\[\^[^\]]*\][*+{]/;

test.each(readers.map(({ id, marks }) => ({ id, marks })))('$id: its marks are found in linear time', ({ marks }) => {
  for (const mark of marks) expect(mark.source).not.toMatch(FAR);
});
