import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPolicy } from '@corsmith/server';
import { configOf, originsOf, patternsOf } from './policies.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes of the heap that a policy of so many origins holds, with the origins' texts, and the milliseconds to make it. */
export function memoryOf(kind: 'origins' | 'patterns', size: number): { megabytes: number; milliseconds: number } {
  collect();
  const before = process.memoryUsage().heapUsed;
  const origins = kind === 'origins' ? originsOf(size) : patternsOf(size);
  const start = performance.now();
  const policy = createPolicy(configOf(origins));
  const milliseconds = performance.now() - start;
  collect();
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  // Read last, so that it is alive when the heap is measured.
  if (policy.methods.size === 0) throw new Error('the policy allows nothing');
  return { megabytes, milliseconds };
}
