import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Runs `work` while no other process does so under the same lock file, which holds its holder's process id. The lock of
 * a process that has ended counts for nothing.
 *
 * @param {string} file
 * @param {() => void} work
 */
export function withLock(file, work) {
  while (!take(file)) {
    if (isRunning(holderOf(file))) pause(200);
    else rmSync(file, { force: true });
  }
  try {
    work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Linking puts the lock and its holder's id there in one step. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** No event tells that another process let a file go. */
const pause = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
