import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Job, Queue } from 'bullmq';
import { type Attendance, attend } from '../attend.js';
import type { EndpointCheck } from '../endpoint-check.js';
import { backOff, intervalAt, momentOf } from '../schedule.js';
import type { CheckState } from '../state.js';
import type { Engines } from './engines.js';

export interface TogetherOptions extends Attendance {
  readonly checks: readonly EndpointCheck[];
  /** In milliseconds. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Of Redis. */
  readonly url: string;
  /** The same for all who share the work: see `sharedKey`. */
  readonly key: string;
  readonly engines: Engines;
  /** Checks that run at a time, in this process. */
  readonly concurrency: number;
  /** Told where Redis can't be reached, and of what BullMQ can't do. */
  readonly onTrouble: (message: string) => void;
}

/** Another one where what is kept of a check has another form. */
const FORM = 2;

/** Who watches the same endpoints as often shares the work, wherever the contract's file lies. */
export const sharedKey = (checks: readonly EndpointCheck[], intervalMs: number): string =>
  `corsmith-${createHash('sha256')
    .update(JSON.stringify([FORM, intervalMs, ...checks.map(({ id }) => id).sort()]))
    .digest('hex')
    .slice(0, 12)}`;

/** What a job says: the plan of an interval, or one check of it. */
interface Work {
  readonly interval: number;
  readonly check?: string;
}

/** While Redis is out of reach, everything complains. In milliseconds. */
const QUIET = 60_000;

const SHORTEST_LOCK = 1000;
const LONGEST_LOCK = 30_000;
/** A check that ends so many processes is left out until the next interval. */
const MOST_TAKEOVERS = 3;

/**
 * Shares the checks with every other process that does this on the same Redis. Whoever is there first plans an interval;
 * a job's id is its check and its interval, so that Redis takes each once. A process that dies loses its locks, and BullMQ
 * gives its jobs to others.
 */
export async function watchTogether(options: TogetherOptions): Promise<void> {
  const { checks, intervalMs, signal, url, key, engines, concurrency, clock, onTrouble } = options;
  const { Queue, Worker } = engines.bullmq;
  setMaxListeners(0, signal);
  const connection = { url, maxRetriesPerRequest: null };
  const lockDuration = Math.round(Math.min(LONGEST_LOCK, Math.max(SHORTEST_LOCK, intervalMs / 4)));
  const queue: Queue<Work> = new Queue<Work>(key, { connection });
  const byId = new Map(checks.map((check) => [check.id, check]));
  const worker = new Worker<Work>(key, (job, token) => work(job, token), {
    connection,
    concurrency,
    lockDuration,
    stalledInterval: lockDuration,
    maxStalledCount: MOST_TAKEOVERS,
  });
  let told = Number.NEGATIVE_INFINITY;
  const complain = ({ message }: Error) => {
    if (signal.aborted || clock.now() - told < QUIET) return;
    told = clock.now();
    onTrouble(`Redis: ${message}`);
  };
  queue.on('error', complain);
  worker.on('error', complain);

  async function work(job: Job<Work>, token: string | undefined): Promise<void> {
    const { check: id, interval } = job.data;
    const check = id === undefined ? undefined : byId.get(id);
    try {
      if (check) await attend(check, options);
      else await plan(queue, interval, options);
    } catch (error) {
      if (!signal.aborted) {
        complain(error as Error);
        throw error;
      }
      // Another process does it, at once.
      await job.moveToDelayed(clock.now(), token);
      throw new engines.bullmq.DelayedError();
    }
  }

  try {
    while (!signal.aborted) {
      const interval = Math.floor(clock.now() / intervalMs);
      // Before all that waits: a plan that comes late makes all its checks late.
      await queue.add('plan', { interval }, { ...keptFor(intervalMs, `plan-${interval}`), lifo: true }).catch(complain);
      await clock.wait((interval + 1) * intervalMs - clock.now(), signal);
    }
  } finally {
    await worker.close();
    await queue.close();
  }
}

/** All checks of an interval that are due, each at its moment. */
async function plan(
  queue: Queue<Work>,
  interval: number,
  { checks, intervalMs, store, clock }: TogetherOptions,
): Promise<void> {
  const states = new Map((await store.states()).map((state) => [state.id, state]));
  const due = checks.filter(({ id }) => isDue(states.get(id), interval, intervalMs));
  for (let from = 0; from < due.length; from += BATCH)
    await queue.addBulk(
      due.slice(from, from + BATCH).map(({ id }) => {
        const delay = Math.max(0, momentOf(id, interval, intervalMs) - clock.now());
        return {
          name: 'check',
          data: { interval, check: id },
          opts: { ...keptFor(intervalMs, `${id}-${interval}`), delay },
        };
      }),
    );
}

const BATCH = 500;

/** What answers is due in each interval. What does not is left alone for some. */
function isDue(state: CheckState | undefined, interval: number, intervalMs: number): boolean {
  if (!state || state.failures === 0) return true;
  return interval - intervalAt(state.id, state.lastRun, intervalMs) >= backOff(state.failures);
}

/** Ids are known for as long as anyone may add them again. */
function keptFor(intervalMs: number, jobId: string) {
  const age = Math.ceil((3 * intervalMs) / 1000);
  return { jobId, removeOnComplete: { age }, removeOnFail: { age } };
}
