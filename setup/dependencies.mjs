import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is to be installed: everything, or what the command line alone needs, which is a twentieth of it. */
export const WHOLE = ['ci'];
export const COMMAND_LINE = ['ci', '--workspace=packages/cli'];

/**
 * The arguments for npm that put node_modules right for `scope`, or undefined where it is right. An installation that
 * was whole stays whole.
 *
 * @param {string} root
 * @param {'everything' | 'command-line'} scope
 */
export function neededInstallation(root, scope) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const isThere = installed !== undefined && areThere(root, Object.keys(installed));
  if (isThere && isWhole(root, installed)) return undefined;
  if (scope === 'everything' || existsSync(join(root, 'node_modules', '@corsmith', 'testbed'))) return WHOLE;
  return isThere && readText(mark(root)) === lockHash(root) ? undefined : COMMAND_LINE;
}

/** Notes that the command line's packages are installed. npm removes the note together with them. */
export const noteCommandLine = (root) => writeFileSync(mark(root), lockHash(root));

const mark = (root) => join(root, 'node_modules', '.command-line');

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
