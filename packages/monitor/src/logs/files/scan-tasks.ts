import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { runTask, type ScanResult, type ScanTask } from './scan-task.js';

/** The built worker next to this module. If the sources run unbuilt, this thread does all the work. */
const WORKER = new URL('./scan-worker.js', import.meta.url);

/** In megabytes. Much less is in use, but without a limit garbage is collected late. */
const LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 64 };

/**
 * Runs the tasks in worker threads and passes on the results in the order of the tasks. With several threads this one runs no
 * tasks: its memory is not limited, and it would be no faster.
 */
export async function scanTasks(
  tasks: readonly ScanTask[],
  threads: number,
  take: (result: ScanResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  const count = Math.min(threads, tasks.length);
  const queue: Queue = { left: [...tasks.entries()], done: inOrder(take) };
  if (count < 2 || !existsSync(WORKER)) return runHere(queue, signal);
  await Promise.all(Array.from({ length: count }, () => runInWorker(queue, signal)));
}

interface Queue {
  readonly left: (readonly [index: number, task: ScanTask])[];
  readonly done: (index: number, result: ScanResult) => void;
}

/** Passes on the results in the order of the tasks, so that the counts don't depend on timing. */
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

async function runHere({ left, done }: Queue, signal?: AbortSignal): Promise<void> {
  for (let next = left.shift(); next; next = left.shift())
    done(next[0], await runTask(next[1], { ...(signal && { signal }) }));
}

/** Starts a worker thread that runs tasks until none is left. */
function runInWorker({ left, done }: Queue, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { resourceLimits: LIMITS });
    const stop = () => worker.terminate().then(() => reject(signal?.reason));
    let index = 0;
    const next = () => {
      const following = left.shift();
      if (following) {
        index = following[0];
        worker.postMessage(following[1]);
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
