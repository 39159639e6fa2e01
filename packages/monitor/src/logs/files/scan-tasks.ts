import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { runTask, type ScanResult, type ScanTask } from './scan-task.js';

/** Beside this module where it is built; where the sources run as they are, all is done in this thread. */
const WORKER = new URL('./scan-worker.js', import.meta.url);

/** Megabytes. What is kept is far less; without a limit what lines leave behind would lie about for long. */
const LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 64 };

/**
 * Does the tasks in so many threads; the results come in the order of the tasks. This thread takes none where there are
 * others: its memory has no limit of its own, and it would be no faster.
 */
export async function scanTasks(
  tasks: readonly ScanTask[],
  threads: number,
  take: (result: ScanResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  const count = Math.min(threads, tasks.length);
  const queue: Queue = { left: [...tasks.entries()], done: inOrder(take) };
  if (count < 2 || !existsSync(WORKER)) return workHere(queue, signal);
  await Promise.all(Array.from({ length: count }, () => workElsewhere(queue, signal)));
}

interface Queue {
  readonly left: (readonly [index: number, task: ScanTask])[];
  readonly done: (index: number, result: ScanResult) => void;
}

/** Takes each result when those of the tasks before have been taken: what is counted must not depend on who is faster. */
function inOrder(take: (result: ScanResult) => void): Queue['done'] {
  const waiting = new Map<number, ScanResult>();
  let next = 0;
  return (index, result) => {
    waiting.set(index, result);
    for (let ready = waiting.get(next); ready; ready = waiting.get(next)) {
      waiting.delete(next++);
      take(ready);
    }
  };
}

async function workHere({ left, done }: Queue, signal?: AbortSignal): Promise<void> {
  for (let next = left.shift(); next; next = left.shift())
    done(next[0], await runTask(next[1], { ...(signal && { signal }) }));
}

/** Another thread: takes tasks until none is left. */
function workElsewhere({ left, done }: Queue, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { resourceLimits: LIMITS });
    const stop = () => worker.terminate().then(() => reject(signal?.reason));
    let index = 0;
    const next = () => {
      const [at, task] = left.shift() ?? [];
      if (task) {
        index = at!;
        worker.postMessage(task);
      } else {
        signal?.removeEventListener('abort', stop);
        worker.terminate().then(() => resolve(), reject);
      }
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (result: ScanResult) => {
      done(index, result);
      next();
    });
    worker.on('error', reject);
    next();
  });
}
