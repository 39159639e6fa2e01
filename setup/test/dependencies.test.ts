import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dependenciesAreInstalled } from '../dependencies.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'corsmith-dependencies-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const asked = { '': { name: 'root' }, 'node_modules/a': { version: '1.0.0', integrity: 'x' } };
const other = { version: '2.0.0', optional: true };

function isInstalled(wanted: object, installed: object) {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  return dependenciesAreInstalled(root);
}

test('nothing is installed where npm has left no note', () => {
  expect(dependenciesAreInstalled(root)).toBe(false);
});

test('the same packages are right, another version, a missing one or one too many is not', () => {
  const { '': _, ...same } = asked;
  expect(isInstalled(asked, same)).toBe(true);
  expect(isInstalled(asked, {})).toBe(false);
  expect(isInstalled(asked, { 'node_modules/a': { version: '1.0.1', integrity: 'y' } })).toBe(false);
  expect(isInstalled(asked, { ...same, 'node_modules/b': other })).toBe(false);
});

test('an optional package of another platform may be missing', () => {
  const { '': _, ...same } = asked;
  expect(isInstalled({ ...asked, 'node_modules/other-platform': other }, same)).toBe(true);
});
