import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest supported version of Node, and the newest of each line after it. */
export const NODE_VERSIONS = ['20.19.0', '22.23.3', '24.21.0'];

/**
 * Where npm's package `node` puts the program. It is no dependency of the workspace: npm would run every script with it.
 *
 * @param {string} root
 * @param {string} version
 */
export const nodeProgram = (root, version) =>
  join(folderOf(root, version), 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const folderOf = (root, version) => join(root, '.out', 'nodes', version);

/** Installs the versions that are missing: `run(command, arguments)` runs npm. */
export function installNodes(root, run, say) {
  const missing = NODE_VERSIONS.filter((version) => !existsSync(nodeProgram(root, version)));
  if (missing.length === 0) return;
  say(`installing Node.js ${missing.join(', ')} for the tests of the packages …`);
  for (const version of missing) {
    mkdirSync(folderOf(root, version), { recursive: true });
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
    run('npm', ['install', '--prefix', folderOf(root, version), ...quiet, `node@${version}`]);
  }
}
