import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsmith-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('processes that start together work one after the other', async () => {
  const log = join(folder, 'log');
  const script = `import { appendFileSync as add } from 'node:fs';
    import { withLock } from ${JSON.stringify(new URL('../lock.mjs', import.meta.url).href)};
    await withLock(${JSON.stringify(join(folder, 'lock'))}, () => {
      add(${JSON.stringify(log)}, 'in ');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      add(${JSON.stringify(log)}, 'out ');
    });`;
  const children = [1, 2, 3].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(children.map((child) => once(child, 'exit')));
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(3));
});

test('a lock whose holder has ended is taken over, and let go where the work fails', async () => {
  const lock = join(folder, 'lock');
  // Far above any process id that a system gives.
  writeFileSync(lock, '99999999');
  const failing = withLock(lock, () => {
    throw new Error('the work failed');
  });
  await expect(failing).rejects.toThrow('the work failed');
  expect(existsSync(lock)).toBe(false);
});
