import { expect, test } from 'vitest';
import { allowed } from '../structure/allowed-assertions.mjs';
import { assertionsIn, unexplained } from '../structure/assertions.mjs';
import { circles, importsBehindAFace, sizes, upwardArrows } from '../structure/judge.mjs';
import { importsOf } from '../structure/read-files.mjs';

const file = (path: string, ...imports: string[]) => ({ path, bytes: 100, imports, text: '' });

test('imports are read with their types, re-exports and dynamic imports', () => {
  const text = `import type { A } from './a.js';
export * from '../b.js';
export { type C } from '@corsmith/protocol';
const later = await import('./later.js');`;
  expect(importsOf('packages/x/src/in/file.ts', text)).toEqual([
    'packages/x/src/in/a.ts',
    'packages/x/src/b.ts',
    '@corsmith/protocol',
    'packages/x/src/in/later.ts',
  ]);
  expect(importsOf('a.svelte', "<script lang=\"ts\">import x from './x.js';</script><p>import y from 'y'</p>")).toEqual(
    ['x.ts'],
  );
});

test('a circle is found, types included', () => {
  expect(circles([file('a', 'b'), file('b', 'c'), file('c', 'b')])).toEqual([['b', 'c']]);
  expect(circles([file('a', 'b', 'c'), file('b', 'c'), file('c')])).toEqual([]);
});

test('an arrow may not point up, by name or by path', () => {
  const upward = [
    file('packages/protocol/src/a.ts', '@corsmith/server'),
    file('packages/stacks/src/a.ts', 'packages/doctor/src/b.ts'),
  ];
  expect(upwardArrows([...upward, file('packages/doctor/src/a.ts', '@corsmith/stacks')])).toEqual([
    'packages/protocol/src/a.ts → server',
    'packages/stacks/src/a.ts → doctor',
  ]);
});

test('another package is imported through its face alone', () => {
  expect(importsBehindAFace([file('packages/cli/src/a.ts', '@corsmith/doctor', 'packages/cli/src/b.ts')])).toEqual([]);
  expect(importsBehindAFace([file('testbed/test/a.ts', 'packages/cli/src/index.ts')])).toEqual([]);
  expect(importsBehindAFace([file('packages/cli/src/a.ts', 'packages/doctor/src/probe/probe.ts')])).toEqual([
    'packages/cli/src/a.ts → packages/doctor/src/probe/probe.ts',
  ]);
});

test('sizes: shares of all TypeScript, the median and what is too large', () => {
  const files = [
    { ...file('packages/cli/src/a.ts'), bytes: 15_000 },
    { ...file('packages/web/src/b.ts'), bytes: 3_000 },
    { ...file('testbed/src/c.ts'), bytes: 2_000 },
  ];
  const { shares, median, large } = sizes(files);
  expect(shares[0]).toEqual({ room: 'cli', share: 0.75 });
  expect(median).toBe(3_000);
  expect(large.map(({ path }) => path)).toEqual(['packages/cli/src/a.ts']);
});

test('assertions are counted, and what only looks like one is not', () => {
  const text = `import { a as b } from './a.js';
const [x, y] = [list[0]!, value as Text];
const names = ['as', "it!"] as const;
const isOther = x !== y && !b; // see it as it is!`;
  expect(assertionsIn('packages/x/src/a.ts', text)).toEqual({ path: 'packages/x/src/a.ts', nonNull: 1, casts: 1 });
  expect(assertionsIn('a.svelte', '<script lang="ts">const a = b!;</script>{#each c as d}')).toMatchObject({
    nonNull: 1,
    casts: 0,
  });
});

test('no file has more of them than the list says, nor fewer', () => {
  const found = [
    { path: 'a.ts', nonNull: 1, casts: 0 },
    { path: 'b.ts', nonNull: 0, casts: 1 },
    { path: 'c.ts', nonNull: 0, casts: 0 },
  ];
  expect(unexplained(found, { 'a.ts': { nonNull: 1, why: 'hot' }, 'b.ts': { casts: 1, why: 'foreign' } })).toEqual([]);
  expect(unexplained(found, { 'b.ts': { casts: 2, why: 'foreign' }, 'd.ts': { casts: 1, why: 'gone' } })).toEqual([
    'a.ts: 1 non-null assertion, 0 type assertions; allowed-assertions.mjs says 0 non-null assertions, 0 type assertions',
    'b.ts: 0 non-null assertions, 1 type assertion; allowed-assertions.mjs says 0 non-null assertions, 2 type assertions',
    'd.ts: there is no such file; remove it from allowed-assertions.mjs',
  ]);
  expect(Object.values(allowed).every(({ why }) => /^[A-Z].*\.$/.test(why))).toBe(true);
});
