import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What must go when this process ends, however it ends (short of SIGKILL). */
const leftovers = new Set<() => void>();

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function removeLeftovers(): void {
  for (const remove of leftovers) remove();
  leftovers.clear();
}

function endBySignal(signal: NodeJS.Signals): void {
  removeLeftovers();
  for (const name of SIGNALS) process.off(name, endBySignal);
  process.kill(process.pid, signal);
}

/** Lets a signal end this process only after all that it owns. Owning something does this too. */
export function exitOnSignals(): void {
  if (process.listeners('exit').includes(removeLeftovers)) return;
  process.on('exit', removeLeftovers);
  for (const name of SIGNALS) process.on(name, endBySignal);
}

/** Registers what to remove at the latest when this process ends; gives back the function that removes it now. */
function removeAtExit(remove: () => void): () => void {
  exitOnSignals();
  leftovers.add(remove);
  return () => {
    remove();
    leftovers.delete(remove);
  };
}

/** A child process in a group of its own. It does not outlive this process. */
export interface OwnedProcess {
  readonly child: ChildProcess;
  /** Ends the whole group and waits for it. */
  end(): Promise<void>;
}

/** Spawns a program. Rejects where it cannot be started. */
export async function own(file: string, args: readonly string[], options: SpawnOptions): Promise<OwnedProcess> {
  const child = spawn(file, args, { ...options, detached: true });
  await once(child, 'spawn');
  const kill = removeAtExit(() => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // Gone already.
    }
  });
  return {
    child,
    async end() {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      kill();
      await gone;
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
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 };
  return { folder, remove: removeAtExit(() => rmSync(folder, options)) };
}
