import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { runTask, type ScanResult, type ScanTask } from './scan-task.js';

/** Beside this module where it is built; where the sources run as they are, all is done in this thread. */
const WORKER = new URL('./scan-worker.js', import.meta.url);

/** Megabytes. What is kept is far less; without a limit what lines leave behind would lie about for long. */
const LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 64 };

/** Does the tasks in so many threads; the results come as they are done. */
export async function scanTasks(
  tasks: readonly ScanTask[],
  threads: number,
  take: (result: ScanResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  const queue = [...tasks];
  const count = Math.min(threads, tasks.length);
  if (count < 2 || !existsSync(WORKER)) {
    for (const task of queue) {
      signal?.throwIfAborted();
      take(await runTask(task));
    }
    return;
  }
  await Promise.all(Array.from({ length: count }, () => work(queue, take, signal)));
}

/** One thread: takes tasks until none is left. */
function work(queue: ScanTask[], take: (result: ScanResult) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { resourceLimits: LIMITS });
    const stop = () => worker.terminate().then(() => reject(signal?.reason));
    const next = () => {
      const task = queue.shift();
      if (task) worker.postMessage(task);
      else {
        signal?.removeEventListener('abort', stop);
        worker.terminate().then(() => resolve(), reject);
      }
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (result: ScanResult) => {
      take(result);
      next();
    });
    worker.on('error', reject);
    next();
  });
}
