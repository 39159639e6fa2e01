import { spawnSync } from 'node:child_process';
import { isOnPath } from './system-packages.mjs';

/** Whether this is a Debian (or a child of it) on which packages can be installed without asking anyone. */
export const canInstallPackages = () => process.getuid?.() === 0 && isOnPath('apt-get');

/**
 * Installs Debian packages. The machine's list of packages may be missing or out of date, so that the first try may fail.
 *
 * @param {string[]} packages
 * @returns {string} what apt-get said where it failed, else empty
 */
export function installPackages(packages) {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  let complaint = aptGet(install);
  for (let tries = 3; complaint !== '' && tries > 0; tries--) complaint = aptGet(['update']) || aptGet(install);
  return complaint;
}

function aptGet(args) {
  const patience = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const { status, error, stdout, stderr } = spawnSync('apt-get', [...patience, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? '' : stderr || error?.message || stdout;
}
