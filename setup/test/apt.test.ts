import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installPackages, startingNothing } from '../apt.mjs';

let folder: string;
let policy: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsmith-policy-'));
  policy = join(folder, 'policy-rc.d');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As invoke-rc.d calls it. */
const runPolicy = () => spawnSync(policy, ['nginx', 'start', '']).status;
const FORBIDDEN = 101;

test('while packages are installed none may start its service, and afterwards all may', () => {
  expect(startingNothing(runPolicy, policy)).toBe(FORBIDDEN);
  expect(existsSync(policy)).toBe(false);
  const fail = () => {
    throw new Error('no network');
  };
  expect(() => startingNothing(fail, policy)).toThrow('no network');
  expect(existsSync(policy)).toBe(false);
});

test('a policy that the machine has is left as it is', () => {
  writeFileSync(policy, '#!/bin/sh\nexit 104\n', { mode: 0o755 });
  expect(startingNothing(runPolicy, policy)).toBe(104);
  expect(readFileSync(policy, 'utf8')).toContain('exit 104');
});

test('what a killed run leaves behind forbids nothing, and the next run replaces it', () => {
  const module = new URL('../apt.mjs', import.meta.url).href;
  const script = `import { installPackages, startingNothing } from ${JSON.stringify(module)};
    startingNothing(() => process.kill(process.pid, 'SIGKILL'), ${JSON.stringify(policy)});`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(runPolicy()).toBe(0);
  expect(startingNothing(runPolicy, policy)).toBe(FORBIDDEN);
  expect(existsSync(policy)).toBe(false);
});

/** Stands in for apt-get: records its commands, and fails as `fails` says. */
function fakeApt(fails: (command: string) => boolean = () => false) {
  const ran: string[] = [];
  const apt = (args: string[]) => {
    const command = args.filter((arg) => !/^(-y|--no-install-recommends)$/.test(arg)).join(' ');
    ran.push(command);
    return fails(command) ? `E: ${command}` : '';
  };
  return { apt, ran };
}

test('the lists are updated before the first installation, and what is outdated is upgraded by itself', () => {
  const { apt, ran } = fakeApt();
  expect(installPackages(['nginx', 'xvfb'], ['chromium'], apt, policy)).toBe('');
  expect(ran).toEqual(['update', 'install nginx xvfb', 'install --only-upgrade chromium']);
});

test('an upgrade that fails, as without a network, is no complaint and is not tried again', () => {
  const { apt, ran } = fakeApt((command) => command === 'update' || command.includes('chromium'));
  expect(installPackages([], ['chromium'], apt, policy)).toBe('');
  expect(ran).toEqual(['update', 'install --only-upgrade chromium']);
});

test('a source that fails to update does not stand in the way of an installation', () => {
  const { apt } = fakeApt((command) => command === 'update');
  expect(installPackages(['nginx'], [], apt, policy)).toBe('');
});

test('an installation that fails is tried again with new lists, and at last says why', () => {
  let times = 0;
  const once = fakeApt((command) => command === 'install nginx' && ++times === 1);
  expect(installPackages(['nginx'], [], once.apt, policy)).toBe('');
  expect(once.ran).toEqual(['update', 'install nginx', 'update', 'install nginx']);
  const never = fakeApt((command) => command === 'install nginx');
  expect(installPackages(['nginx'], [], never.apt, policy)).toBe('E: install nginx');
  expect(never.ran).toHaveLength(8);
});
