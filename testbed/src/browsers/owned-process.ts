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
  process.on('exit', kill);
  return {
    child,
    async end() {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      kill();
      await gone;
      process.off('exit', kill);
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
  process.on('exit', remove);
  return {
    folder,
    remove() {
      remove();
      process.off('exit', remove);
    },
  };
}

/** Lets a signal end this process by `exit`, so that what it owns ends too. */
export function exitOnSignals(): void {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}
