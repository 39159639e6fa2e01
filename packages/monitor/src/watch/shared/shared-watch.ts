import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { TimeLimitReached, within } from '@corsmith/doctor/examination';
import { errorOf } from '@corsmith/protocol';
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
const STATE_VERSION = 4;

/**
 * The same for all processes that run the same checks in the same way, wherever the contract's file is. `how` is everything
 * else that the results depend on, such as the engines.
 */
export const sharedKey = (checks: readonly EndpointCheck[], intervalMs: number, how: unknown): string =>
  `corsmith-${hash([STATE_VERSION, intervalMs, how, checks.map(({ id, contract }) => [id, checked(contract)]).sort()])}`;

/** Without what changes nothing: where an endpoint stands in the file, and secrets that are renewed. */
const checked = ({ endpoints }: EndpointCheck['contract']) =>
  endpoints.map(({ line: _, file: __, ...endpoint }) => endpoint);

/** The same for all versions of a contract: by its file's name and its environment. */
export const sharedGroup = (contract: string, environment: string | undefined): string =>
  `corsmith:${hash([contract, environment])}`;

const hash = (data: unknown): string => createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 12);

/** The data of a job: it plans an interval, or runs one check. */
interface JobData {
  readonly interval: number;
  readonly check?: string;
}

/** What Redis keeps of a job. */
type JobResult = 'done' | 'skipped';

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
  const worker = new Worker<JobData, JobResult>(key, (job, token) => work(job, token), {
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

  let skippedAt = Number.NEGATIVE_INFINITY;
  function skip(): JobResult {
    if (clock.now() - skippedAt >= QUIET) {
      skippedAt = clock.now();
      onProblem(
        'Checks are skipped that are more than an interval late: Redis was away, or more processes or a longer --interval are needed.',
      );
    }
    return 'skipped';
  }

  async function work(job: Job<JobData>, token: string | undefined): Promise<JobResult> {
    const { check: id, interval } = job.data;
    const check = id === undefined ? undefined : byId.get(id);
    try {
      // The next interval has its own.
      if (interval < Math.floor(clock.now() / intervalMs) - 1) return check ? skip() : 'skipped';
      if (check) await performRun(check, options);
      else await plan(queue, interval, options);
      return 'done';
    } catch (error) {
      if (!signal.aborted) {
        complain(errorOf(error));
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
      // First in the queue: a late plan delays all checks of its interval. Again and again, since Redis may lose its memory:
      // it accepts each plan once.
      const planned = queue.add('plan', { interval }, { ...jobOptions(intervalMs, `plan-${interval}`), lifo: true });
      // A Redis that hangs neither takes nor refuses it.
      await within(Math.max(MIN_PATIENCE, intervalMs), signal, planned).catch((error: Error) =>
        complain(error instanceof TimeLimitReached ? new Error('no response') : error),
      );
      await clock.wait(Math.min((interval + 1) * intervalMs - clock.now(), intervalMs / PLANS), signal);
    }
  } finally {
    const closing = Promise.all([worker.close(), queue.close()]);
    await within(CLOSING_PATIENCE, NEVER, closing).catch(() => worker.close(true).catch(() => {}));
  }
}

/** How often the plan of an interval is handed to Redis. */
const PLANS = 4;
/** In milliseconds. */
const MIN_PATIENCE = 5000;
const CLOSING_PATIENCE = 5000;
const NEVER = new AbortController().signal;

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
  // A clock that was ahead is no reason to wait until the others have caught up.
  if (!state || state.failures === 0 || state.lastRun > (interval + 1) * intervalMs) return true;
  return interval - intervalAt(state.id, state.lastRun, intervalMs) >= backOff(state.failures);
}

/** Completed jobs stay in Redis for as long as a process may add the same id again. */
function jobOptions(intervalMs: number, jobId: string) {
  const age = Math.ceil((3 * intervalMs) / 1000);
  return { jobId, removeOnComplete: { age }, removeOnFail: { age } };
}
