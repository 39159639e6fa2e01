import { afterEach, expect, test, vi } from 'vitest';
import { needs } from '../../testbed/src/needs.js';
import { findProgram, isOlder, isOnPath, outdatedGroups, systemPackages } from '../system-packages.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const [name = '', group] = Object.entries(systemPackages)[0] ?? [];
const pretendPresent = (isPresent: boolean) => vi.spyOn(group!, 'isPresent').mockReturnValue(isPresent);

test('a test runs where its group of packages is there', () => {
  pretendPresent(true);
  expect(needs(name)).toBe(true);
});

test('a missing group is reported and skipped, but is an error in CI', () => {
  pretendPresent(false);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubEnv('CI', '');
  expect(needs(name)).toBe(false);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(`apt-get install ${group!.debian[0]}`));
  vi.stubEnv('CI', 'true');
  expect(() => needs(name)).toThrow(name);
});

test('an unknown group is an error', () => {
  expect(() => needs('netscape')).toThrow("no group 'netscape'");
});

test.runIf(isOnPath('dpkg-query'))('a group is outdated if Debian installed an older one', () => {
  const group = { reason: '', isPresent: () => true };
  const groups = {
    old: { ...group, debian: ['dpkg'], tested: '999' },
    current: { ...group, debian: ['dpkg'], tested: '1' },
    any: { ...group, debian: ['dpkg'] },
    missing: { ...group, debian: ['no-such-package'], tested: '1' },
  };
  expect(outdatedGroups(groups)).toEqual(['old']);
});

test.each([
  ['156.0.8078.108', '156', false],
  ['155.9', '156', true],
  ['WebKitGTK 2.50.6', '2.50.6', false],
  ['2.50.5-1~deb12u1', '2.50.6', true],
  ['2.52', '2.50.6', false],
  ['2.50', '2.50.6', true],
  ['', '1', false],
])('%s against %s: older is %s', (text, version, older) => {
  expect(isOlder(text, version)).toBe(older);
});

test('a browser that the environment names decides alone: it is there, and no other is upgraded', () => {
  vi.stubEnv('CORSMITH_CHROMIUM', '/opt/chromium');
  expect(findProgram('chromium')).toBe('/opt/chromium');
  expect(systemPackages.chromium!.isPresent()).toBe(true);
  const { program } = systemPackages.chromium!;
  const old = { reason: '', isPresent: () => true, debian: ['dpkg'], tested: '999', program: program! };
  expect(outdatedGroups({ old })).toEqual([]);
});
