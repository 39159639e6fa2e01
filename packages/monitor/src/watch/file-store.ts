import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileProblem } from '@corsmith/evidence';
import { codeOf, isRecord, recordOf } from '@corsmith/protocol';
import type { Notified } from './alerts/notified.js';
import { NotifiedMap } from './alerts/notified-map.js';
import type { CheckState } from './state.js';
import type { Store } from './store.js';
import { isCheckState, isNotified } from './stored.js';

/** The state file is unreadable or malformed. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';
}

/** Pause between two writes: this many milliseconds, or 20 times the duration of the last write if that is longer. */
const PAUSE_MS = 1000;
const PAUSE_FACTOR = 20;

/** Changes whenever the stored data does. */
const VERSION = 2 as const;

interface StateFile {
  readonly version: typeof VERSION;
  readonly checks: readonly CheckState[];
  /** By receiver, then by check id. */
  readonly notified: Readonly<Record<string, Readonly<Record<string, Notified>>>>;
}

export interface FileStoreOptions {
  /** The ids of the current checks. The states of all others are dropped. */
  readonly ids: ReadonlySet<string>;
  /** Called if the file can't be written. The watch goes on. */
  readonly onProblem: (error: Error) => void;
}

/**
 * Keeps everything in memory and in one file. The file is replaced atomically, so a reader, or a crash, finds either the old
 * or the new one.
 * @throws StateFileError if the file exists but is not a valid state.
 */
export async function fileStore(path: string, { ids, onProblem }: FileStoreOptions): Promise<Store> {
  const file = await readStateFile(path);
  const states = new Map(file.checks.filter(({ id }) => ids.has(id)).map((state) => [state.id, state]));
  // Also of checks that are gone: receivers must hear of that.
  const notified = new NotifiedMap(Object.entries(file.notified).slice(-MAX_RECEIVERS));
  const failures: { count: number; problem?: string } = { count: 0 };
  let isDirty = false;
  let writing: Promise<void> | undefined;
  let pause: { readonly end: () => void } | undefined;
  let isClosed = false;

  async function writeAll(): Promise<void> {
    while (isDirty) {
      isDirty = false;
      const began = performance.now();
      const content: StateFile = {
        version: VERSION,
        checks: [...states.values()],
        notified: Object.fromEntries(notified.entries()),
      };
      await replaceFile(path, content).then(
        () => delete failures.problem,
        (error: Error) => {
          failures.count++;
          failures.problem = `Could not save the state: ${error.message}`;
          onProblem(error);
        },
      );
      if (!isClosed) await rest(Math.max(PAUSE_MS, PAUSE_FACTOR * (performance.now() - began)));
    }
  }

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      pause = {
        end: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });

  function changed(): void {
    isDirty = true;
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (isDirty) changed();
    });
  }

  return {
    read: async (id) => states.get(id),
    write: async (state) => {
      states.set(state.id, state);
      changed();
    },
    states: async () => [...states.values()],
    notified: async (receiver) => notified.of(receiver),
    notifiedOf: async (receiver, id) => notified.of(receiver).get(id),
    setNotified: async (receiver, entries) => {
      notified.set(receiver, entries);
      changed();
    },
    failures,
    async close() {
      isClosed = true;
      pause?.end();
      while (writing) await writing;
    },
  };
}

async function readStateFile(path: string): Promise<StateFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new StateFileError(`Could not read the state: ${fileProblem(path, error)}`);
  });
  if (text === undefined) return { version: VERSION, checks: [], notified: {} };
  const file = parsed(text);
  if (file === 'newer')
    throw new StateFileError(`${path} is the state of a newer corsmith. Update corsmith, or pass another path.`);
  if (!file) throw new StateFileError(`${path} is not a valid state file. Delete it, or pass another path.`);
  return file;
}

function parsed(text: string): StateFile | 'newer' | undefined {
  try {
    const file: unknown = JSON.parse(text);
    const { version } = recordOf(file);
    if (typeof version === 'number' && version > VERSION) return 'newer';
    return isStateFile(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Of receivers that were replaced: they may return. */
const MAX_RECEIVERS = 10;

function isStateFile(file: unknown): file is StateFile {
  const { version, checks, notified } = recordOf(file);
  const areNotified = (known: unknown) => isRecord(known) && Object.values(known).every(isNotified);
  return (
    version === VERSION &&
    Array.isArray(checks) &&
    checks.every(isCheckState) &&
    isRecord(notified) &&
    Object.values(notified).every(areNotified)
  );
}

/** Writes and syncs a temporary file, then renames it. Only the owner may read it. */
async function replaceFile(path: string, content: StateFile): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(content));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
