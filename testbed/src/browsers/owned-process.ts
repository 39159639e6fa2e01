import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A child process in a group of its own. It does not outlive this process, however this one ends. */
export interface OwnedProcess {
  readonly child: ChildProcess;
  /** Ends the whole group and waits for it. */
  end(): Promise<void>;
}

/** What is to be ended when this process ends: one listener for all, however many there are. */
const atExit = new Set<() => void>();
process.on('exit', () => {
  for (const end of atExit) end();
});

/** Spawns a program. Rejects where it cannot be started. */
export async function own(file: string, args: readonly string[], options: SpawnOptions): Promise<OwnedProcess> {
  const child = spawn(file, args, { ...options, detached: true });
  await once(child, 'spawn');
  const kill = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // Gone already.
    }
  };
  atExit.add(kill);
  return {
    child,
    async end() {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      kill();
      await gone;
      atExit.delete(kill);
    },
  };
}

export interface Profile {
  readonly folder: string;
  remove(): void;
}

/** A folder for a browser's profile, removed at the latest when this process ends. */
export function temporaryProfile(): Profile {
  const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-browser-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  atExit.add(remove);
  return {
    folder,
    remove() {
      remove();
      atExit.delete(remove);
    },
  };
}

/** Lets a signal end this process by `exit`, so that what it owns ends too. */
export function exitOnSignals(): void {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}
