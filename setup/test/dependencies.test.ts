import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { neededInstallation, noteInstallation, type Scope } from '../dependencies.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'corsmith-dependencies-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const a = { 'node_modules/a': { version: '1.0.0', integrity: 'x' } };
const b = { 'node_modules/b': { version: '2.0.0', optional: true } };

/** What must be installed where `wanted` is locked and npm has noted `installed`, and these packages are there. */
function needed(wanted: object, installed: object, scope: Scope = 'everything', there = Object.keys(installed)) {
  for (const path of there) {
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path, 'package.json'), '{}');
  }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': { name: 'root' }, ...wanted } }));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  return neededInstallation(root, scope);
}

test('everything is needed where npm has left no note', () => {
  expect(neededInstallation(root, 'everything')).toBe('everything');
});

test('nothing is needed where the same packages are there', () => {
  expect(needed(a, a)).toBeUndefined();
  expect(needed(a, a, 'command-line')).toBeUndefined();
});

test('another version, a missing package or one too many is put right', () => {
  expect(needed(a, {})).toBe('everything');
  expect(needed(a, { 'node_modules/a': { version: '1.0.1', integrity: 'y' } })).toBe('everything');
  expect(needed(a, { ...a, ...b })).toBe('everything');
});

test('a package whose folder is gone, or empty, is put back', () => {
  const both = { ...a, 'node_modules/c': { version: '1.0.0' } };
  expect(needed(both, both, 'everything', ['node_modules/c'])).toBe('everything');
  mkdirSync(join(root, 'node_modules/a'));
  expect(needed(both, both, 'everything', [])).toBe('everything');
  noteInstallation(root, 'command-line');
  expect(needed(both, a, 'command-line', [])).toBe('command-line');
  expect(needed(both, a, 'command-line')).toBeUndefined();
});

test('an optional package of another platform may be missing', () => {
  expect(needed({ ...a, ...b }, a)).toBeUndefined();
});

test('the command line installs little, once for each lock file', () => {
  expect(needed(a, {}, 'command-line')).toBe('command-line');
  noteInstallation(root, 'command-line');
  expect(needed(a, {}, 'command-line')).toBeUndefined();
  expect(needed(a, {}, 'everything')).toBe('everything');
  expect(needed({ ...a, ...b, 'node_modules/c': {} }, {}, 'command-line')).toBe('command-line');
});

test('the unit tests install the packages, which have the command line too', () => {
  expect(needed(a, {}, 'packages')).toBe('packages');
  noteInstallation(root, 'command-line');
  expect(needed(a, {}, 'packages')).toBe('packages');
  noteInstallation(root, 'packages');
  expect(needed(a, {}, 'packages')).toBeUndefined();
  expect(needed(a, {}, 'command-line')).toBeUndefined();
  expect(needed(a, {}, 'everything')).toBe('everything');
});

test('an installation never shrinks', () => {
  noteInstallation(root, 'packages');
  expect(needed(a, b, 'command-line')).toBe('packages');

  mkdirSync(join(root, 'node_modules/@corsmith/testbed'), { recursive: true });
  expect(needed(a, {}, 'command-line')).toBe('everything');
});
