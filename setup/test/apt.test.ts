import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startingNothing } from '../apt.mjs';

let folder: string;
let policy: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsmith-policy-'));
  policy = join(folder, 'policy-rc.d');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As invoke-rc.d asks. */
const answer = () => spawnSync(policy, ['nginx', 'start', '']).status;
const FORBIDDEN = 101;

test('while packages are installed none may start its service, and afterwards all may', () => {
  expect(startingNothing(answer, policy)).toBe(FORBIDDEN);
  expect(existsSync(policy)).toBe(false);
  const fail = () => {
    throw new Error('no network');
  };
  expect(() => startingNothing(fail, policy)).toThrow('no network');
  expect(existsSync(policy)).toBe(false);
});

test('a policy that the machine has is left as it is', () => {
  writeFileSync(policy, '#!/bin/sh\nexit 104\n', { mode: 0o755 });
  expect(startingNothing(answer, policy)).toBe(104);
  expect(readFileSync(policy, 'utf8')).toContain('exit 104');
});

test('what a killed run leaves behind forbids nothing, and the next run replaces it', () => {
  const module = new URL('../apt.mjs', import.meta.url).href;
  const script = `import { startingNothing } from ${JSON.stringify(module)};
    startingNothing(() => process.kill(process.pid, 'SIGKILL'), ${JSON.stringify(policy)});`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(answer()).toBe(0);
  expect(startingNothing(answer, policy)).toBe(FORBIDDEN);
  expect(existsSync(policy)).toBe(false);
});
