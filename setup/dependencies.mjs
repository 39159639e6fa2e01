import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What npm installs for each scope, the smallest first: the command line alone; what the unit tests need; everything, with
 * the testbed and the benches, which is twenty times the first.
 */
export const INSTALLATIONS = {
  'command-line': ['ci', '--workspace=packages/cli'],
  packages: ['ci', '--workspace=packages', '--include-workspace-root'],
  everything: ['ci'],
};

/** @typedef {keyof typeof INSTALLATIONS} Scope */

const SCOPES = Object.keys(INSTALLATIONS);
const isWithin = (scope, other) => SCOPES.indexOf(scope) <= SCOPES.indexOf(other);

/**
 * The scope to install so that node_modules is right for `scope`; undefined if it is right. An installation never shrinks.
 *
 * @param {string} root
 * @param {Scope} scope
 * @returns {Scope | undefined}
 */
export function neededInstallation(root, scope) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const isThere = installed !== undefined && areThere(root, Object.keys(installed));
  if (isThere && isWhole(root, installed)) return undefined;
  const [before, hash] = noted(root);
  if (isThere && hash === lockHash(root) && isWithin(scope, before)) return undefined;
  return isWithin(scope, before) ? before : scope;
}

/**
 * Notes what is installed. npm removes the note together with it.
 *
 * @param {string} root
 * @param {Scope} scope
 */
export const noteInstallation = (root, scope) => writeFileSync(note(root), `${scope} ${lockHash(root)}`);

/** The noted scope, and the lock file's hash at that time. Without a note a testbed shows that everything was installed. */
const noted = (root) =>
  existsSync(join(root, 'node_modules', '@corsmith', 'testbed'))
    ? ['everything']
    : (readText(note(root)) ?? 'none none').split(' ');

const note = (root) => join(root, 'node_modules', '.corsmith-installation');

const lockHash = (root) =>
  createHash('sha256')
    .update(readText(join(root, 'package-lock.json')) ?? '')
    .digest('hex');

/** Whether the folders of these packages are there, and not empty: npm's note stays if somebody deletes one. */
const areThere = (root, paths) => paths.every((path) => existsSync(join(root, path, 'package.json')));

/**
 * Whether node_modules matches package-lock.json: npm notes in node_modules/.package-lock.json what it
 * installed. Optional packages may be missing, since npm leaves out those of other platforms.
 */
function isWhole(root, installed) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (!wanted) return false;
  delete wanted[''];
  const isSame = (path) =>
    path in installed
      ? ['version', 'resolved', 'integrity'].every((key) => wanted[path][key] === installed[path][key])
      : wanted[path].optional === true;
  return Object.keys(wanted).every(isSame) && Object.keys(installed).every((path) => path in wanted);
}

function readPackages(file) {
  try {
    return JSON.parse(readText(file) ?? '').packages;
  } catch {
    return undefined;
  }
}

const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
