import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Job, Queue } from 'bullmq';
import type { EndpointCheck } from '../endpoint-check.js';
import { performRun, type RunContext } from '../perform-run.js';
import { backOff, intervalAt, runTimeOf } from '../schedule.js';
import type { CheckState } from '../state.js';
import type { RedisPackages } from './redis-packages.js';

export interface SharedWatchOptions extends RunContext {
  readonly checks: readonly EndpointCheck[];
  /** In milliseconds. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** The URL of Redis. */
  readonly url: string;
  /** Processes with the same key share the checks: see `sharedKey`. */
  readonly key: string;
  readonly packages: RedisPackages;
  /** Concurrent checks in this process. */
  readonly concurrency: number;
  /** Called if Redis is unreachable or BullMQ fails. */
  readonly onProblem: (message: string) => void;
}

/** Changes whenever the stored state does. */
const STATE_VERSION = 3;

/** The same for all processes that watch the same endpoints at the same interval, wherever the contract's file is. */
export const sharedKey = (checks: readonly EndpointCheck[], intervalMs: number): string =>
  `corsmith-${createHash('sha256')
    .update(JSON.stringify([STATE_VERSION, intervalMs, ...checks.map(({ id }) => id).sort()]))
    .digest('hex')
    .slice(0, 12)}`;

/** The data of a job: it plans an interval, or runs one check. */
interface JobData {
  readonly interval: number;
  readonly check?: string;
}

/** The minimum time between two reported problems, in milliseconds, since every call fails while Redis is unreachable. */
const QUIET = 60_000;

const SHORTEST_LOCK = 1000;
const LONGEST_LOCK = 30_000;
/** A check that crashes this many processes is skipped until the next interval. */
const MAX_TAKEOVERS = 3;

/**
 * Shares the checks with all processes that use the same Redis and key. The first process plans an interval. A job's id is made
 * of its check and interval, so Redis accepts it once. If a process dies, its locks expire and BullMQ hands its jobs to others.
 */
export async function watchShared(options: SharedWatchOptions): Promise<void> {
  const { checks, intervalMs, signal, url, key, packages, concurrency, clock, onProblem } = options;
  const { Queue, Worker } = packages.bullmq;
  setMaxListeners(0, signal);
  const connection = { url, maxRetriesPerRequest: null };
  const lockDuration = Math.round(Math.min(LONGEST_LOCK, Math.max(SHORTEST_LOCK, intervalMs / 4)));
  const queue: Queue<JobData> = new Queue<JobData>(key, { connection });
  const byId = new Map(checks.map((check) => [check.id, check]));
  const worker = new Worker<JobData>(key, (job, token) => work(job, token), {
    connection,
    concurrency,
    lockDuration,
    stalledInterval: lockDuration,
    maxStalledCount: MAX_TAKEOVERS,
  });
  let reportedAt = Number.NEGATIVE_INFINITY;
  const complain = ({ message }: Error) => {
    if (signal.aborted || clock.now() - reportedAt < QUIET) return;
    reportedAt = clock.now();
    onProblem(`Redis: ${message}`);
  };
  queue.on('error', complain);
  worker.on('error', complain);

  async function work(job: Job<JobData>, token: string | undefined): Promise<void> {
    const { check: id, interval } = job.data;
    const check = id === undefined ? undefined : byId.get(id);
    try {
      if (check) await performRun(check, options);
      else await plan(queue, interval, options);
    } catch (error) {
      if (!signal.aborted) {
        complain(error as Error);
        throw error;
      }
      // Another process takes it over at once.
      await job.moveToDelayed(clock.now(), token);
      throw new packages.bullmq.DelayedError();
    }
  }

  try {
    while (!signal.aborted) {
      const interval = Math.floor(clock.now() / intervalMs);
      // First in the queue: a late plan delays all checks of its interval.
      await queue
        .add('plan', { interval }, { ...jobOptions(intervalMs, `plan-${interval}`), lifo: true })
        .catch(complain);
      await clock.wait((interval + 1) * intervalMs - clock.now(), signal);
    }
  } finally {
    await worker.close();
    await queue.close();
  }
}

/** Queues all checks that are due in an interval, each at its time. */
async function plan(
  queue: Queue<JobData>,
  interval: number,
  { checks, intervalMs, store, clock }: SharedWatchOptions,
): Promise<void> {
  const states = new Map((await store.states()).map((state) => [state.id, state]));
  const due = checks.filter(({ id }) => isDue(states.get(id), interval, intervalMs));
  for (let from = 0; from < due.length; from += BATCH)
    await queue.addBulk(
      due.slice(from, from + BATCH).map(({ id }) => {
        const delay = Math.max(0, runTimeOf(id, interval, intervalMs) - clock.now());
        return {
          name: 'check',
          data: { interval, check: id },
          opts: { ...jobOptions(intervalMs, `${id}-${interval}`), delay },
        };
      }),
    );
}

const BATCH = 500;

/** A check is due in every interval; one that is unreachable only after its back-off. */
function isDue(state: CheckState | undefined, interval: number, intervalMs: number): boolean {
  if (!state || state.failures === 0) return true;
  return interval - intervalAt(state.id, state.lastRun, intervalMs) >= backOff(state.failures);
}

/** Completed jobs stay in Redis for as long as a process may add the same id again. */
function jobOptions(intervalMs: number, jobId: string) {
  const age = Math.ceil((3 * intervalMs) / 1000);
  return { jobId, removeOnComplete: { age }, removeOnFail: { age } };
}
