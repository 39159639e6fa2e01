import { expect, test } from 'vitest';
import { circles, importsBehindAFace, sizes, upwardArrows } from '../structure/judge.mjs';
import { importsOf } from '../structure/read-files.mjs';

const file = (path: string, ...imports: string[]) => ({ path, bytes: 100, imports });

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
