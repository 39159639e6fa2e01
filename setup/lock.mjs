import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/**
 * Runs `work` while no other process does so under the same lock file, which holds its holder's process id. The lock of
 * a process that has ended counts for nothing.
 *
 * @param {string} file
 * @param {() => void | Promise<void>} work
 */
export async function withLock(file, work) {
  while (!take(file)) {
    // No event reports that another process released the file.
    if (isRunning(holderOf(file))) await setTimeout(100);
    else rmSync(file, { force: true });
  }
  try {
    await work();
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
