import { parentPort } from 'node:worker_threads';
import { runTask, type ScanTask } from './scan-task.js';

// A thread of `scanTasks`: a task comes in, its counts go out.
parentPort?.on('message', async (task: ScanTask) => parentPort?.postMessage(await runTask(task)));
