import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what package-lock.json asks for: npm notes in node_modules/.package-lock.json what it
 * installed. Optional packages may be missing, since npm leaves out those of other platforms.
 *
 * @param {string} root
 */
export function dependenciesAreInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  delete wanted[''];
  const isSame = (path) =>
    path in installed
      ? ['version', 'resolved', 'integrity'].every((key) => wanted[path][key] === installed[path][key])
      : wanted[path].optional === true;
  return Object.keys(wanted).every(isSame) && Object.keys(installed).every((path) => path in wanted);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
