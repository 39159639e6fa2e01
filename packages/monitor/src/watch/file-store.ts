import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileProblem } from '@corsmith/evidence';
import type { CheckState } from './state.js';
import type { Store, Told } from './store.js';

/** The file can't be used as a state. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';
}

/** Between two writes of the file, in milliseconds; or twenty times what the last one took, where that is longer. */
const PAUSE_MS = 1000;
const MOST_OF_TIME = 20;

interface Kept {
  readonly version: 1;
  readonly checks: readonly CheckState[];
  /** By the check's id, then by the channel. */
  readonly told: Readonly<Record<string, Readonly<Record<string, Told>>>>;
}

export interface FileStoreOptions {
  /** The ids of the checks there are: what is kept of others goes. */
  readonly ids: ReadonlySet<string>;
  /** Told where the file can't be written; the watch goes on. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Keeps everything in memory and in one file, which is replaced as a whole: whoever reads it, and whenever the machine
 * stops, there is an old one or a new one.
 * @throws StateFileError where the file is there and is no state.
 */
export async function fileStore(path: string, { ids, onTrouble }: FileStoreOptions): Promise<Store> {
  const kept = await readKept(path);
  const states = new Map(kept.checks.filter(({ id }) => ids.has(id)).map((state) => [state.id, state]));
  const told = new Map(
    Object.entries(kept.told)
      .filter(([id]) => ids.has(id))
      .map(([id, channels]) => [id, new Map(Object.entries(channels))]),
  );
  let isDirty = false;
  let writing: Promise<void> | undefined;
  let pause: { readonly end: () => void } | undefined;
  let isClosed = false;

  async function writeAll(): Promise<void> {
    while (isDirty) {
      isDirty = false;
      const began = performance.now();
      const channels = [...told].map(([id, known]) => [id, Object.fromEntries(known)]);
      await replaceFile(path, {
        version: 1,
        checks: [...states.values()],
        told: Object.fromEntries(channels),
      }).catch(onTrouble);
      if (!isClosed) await rest(Math.max(PAUSE_MS, MOST_OF_TIME * (performance.now() - began)));
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
    told: async (id, channel) => told.get(id)?.get(channel),
    tell: async (id, channel, known) => {
      const channels = told.get(id) ?? new Map<string, Told>();
      told.set(id, channels.set(channel, known));
      changed();
    },
    async close() {
      isClosed = true;
      pause?.end();
      while (writing) await writing;
    },
  };
}

async function readKept(path: string): Promise<Kept> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StateFileError(`The state: ${fileProblem(path, error)}`);
  });
  if (text === undefined) return { version: 1, checks: [], told: {} };
  const kept = parsed(text);
  if (!kept) throw new StateFileError(`${path} is no state of a watch: take it away, or name another file.`);
  return kept;
}

function parsed(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    const isKept = kept?.version === 1 && Array.isArray(kept.checks) && kept.checks.every(isState);
    return isKept && typeof kept.told === 'object' && kept.told !== null ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

const isState = ({
  id,
  symptom,
  since,
  lastRun,
  failures,
  report,
  history,
  past,
  runs,
}: Partial<CheckState>): boolean =>
  typeof id === 'string' &&
  typeof symptom === 'string' &&
  [since, lastRun, failures].every(Number.isFinite) &&
  Array.isArray(history) &&
  Array.isArray(report?.problems) &&
  Array.isArray(report.drift) &&
  Array.isArray(report.cells) &&
  Array.isArray(past?.at) &&
  typeof runs === 'object';

/** Under another name first, and on the disk before it takes the old one's place. Nobody else may read it. */
async function replaceFile(path: string, kept: Kept): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(kept));
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
