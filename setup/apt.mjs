import { spawnSync } from 'node:child_process';
import { isOnPath } from './system-packages.mjs';

/** Whether this is a Debian (or a child of it) on which packages can be installed without asking anyone. */
export const canInstallPackages = () => process.getuid?.() === 0 && isOnPath('apt-get');

/**
 * Installs Debian packages, or brings them up to date. The machine's list of packages is renewed first: an old one names
 * packages that are gone, and browsers that are a year behind.
 *
 * @param {string[]} packages
 * @returns {string} what apt-get said where it failed, else empty
 */
export function installPackages(packages) {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  let complaint = '';
  for (let tries = 3; tries > 0; tries--) {
    // Where one of the sources does not answer, the others' lists may do.
    aptGet(['update']);
    complaint = aptGet(install);
    if (complaint === '') break;
  }
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
