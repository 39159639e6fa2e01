import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isOnPath } from './system-packages.mjs';

/** Whether this is a Debian (or a child of it) on which packages can be installed without a prompt. */
export const canInstallPackages = () => process.getuid?.() === 0 && isOnPath('apt-get');

/**
 * Installs Debian packages, upgrades others, and starts none of their services: a web server would take port 80 at once.
 * The lists are updated first: those on the machine may be missing, or name an older version of a browser than there is.
 * An upgrade that fails leaves what is installed.
 *
 * @param {string[]} missing
 * @param {string[]} outdated
 * @returns {string} what apt-get said if something is still missing, else empty
 */
export const installPackages = (missing, outdated, apt = aptGet, policy = POLICY) =>
  startingNothing(() => {
    let complaint = '';
    let tries = 0;
    do {
      // A source of somebody else's may fail to update: that does not matter unless the packages are missing from the lists.
      apt(['update']);
      complaint = missing.length > 0 ? apt([...INSTALL, ...missing]) : '';
    } while (complaint !== '' && ++tries < MOST_TRIES);
    if (outdated.length > 0) apt([...INSTALL, '--only-upgrade', ...outdated]);
    return complaint;
  }, policy);

const MOST_TRIES = 4;

const INSTALL = ['install', '-y', '--no-install-recommends'];

/** Packages run it before they start a service, see invoke-rc.d(8). A machine with a policy of its own keeps it. */
const POLICY = '/usr/sbin/policy-rc.d';
const MARK = '# Of corsmith: nothing is started while it installs packages.';

/**
 * Does the work while packages may start nothing. The policy checks whether this process is alive, so that it forbids
 * nothing if it could not be removed.
 *
 * @template T
 * @param {() => T} work
 * @param {string} [file]
 * @returns {T}
 */
export function startingNothing(work, file = POLICY) {
  const policy = `#!/bin/sh\n${MARK}\nkill -0 ${process.pid} 2> /dev/null && exit 101\nexit 0\n`;
  if (isOurs(file)) rmSync(file);
  try {
    writeFileSync(file, policy, { flag: 'wx', mode: 0o755 });
  } catch {
    return work();
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Left behind by a run that was killed. */
function isOurs(file) {
  try {
    return readFileSync(file, 'utf8').includes(MARK);
  } catch {
    return false;
  }
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
