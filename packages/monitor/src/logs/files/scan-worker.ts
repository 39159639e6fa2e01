import { parentPort } from 'node:worker_threads';
import { runTask, type ScanTask } from './scan-task.js';

// A worker thread of `scanTasks`.
parentPort?.on('message', async (task: ScanTask) => parentPort?.postMessage(await runTask(task)));
