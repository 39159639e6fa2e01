import { setMaxListeners } from 'node:events';
import { limitConcurrency } from '@corsmith/contract';
import type { EndpointCheck } from './endpoint-check.js';
import { performRun, type RunContext } from './perform-run.js';
import { nextRun } from './schedule.js';

export interface WatchOptions extends RunContext {
  readonly checks: readonly EndpointCheck[];
  /** In milliseconds. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Concurrent checks (default: 8). */
  readonly concurrency?: number;
}

/** The machine may sleep, and its clock may be set, so a longer wait is split. In milliseconds. */
const MAX_WAIT = 30_000;

/** Runs every check now and then once per interval, until the signal is aborted. */
export async function watch({ checks, intervalMs, signal, concurrency = 8, ...context }: WatchOptions): Promise<void> {
  const { clock, store } = context;
  // Each check adds a listener.
  setMaxListeners(0, signal);
  const slots = limitConcurrency(concurrency);

  async function watchOne(check: EndpointCheck): Promise<void> {
    let isFirst = true;
    while (!signal.aborted) {
      const now = clock.now();
      const state = isFirst ? undefined : await store.read(check.id);
      const left = nextRun(state ?? { id: check.id, failures: 0 }, intervalMs, now) - now;
      if (left > 0) {
        await clock.wait(Math.min(left, MAX_WAIT), signal);
        continue;
      }
      await slots.acquire();
      try {
        if (!signal.aborted) await performRun(check, context);
      } finally {
        slots.release();
      }
      isFirst = false;
    }
  }

  await untilAborted(signal, Promise.all(checks.map(watchOne)));
}

/** Runs every check once, and waits until all channels have been notified. */
export async function watchOnce({ checks, signal, concurrency = 8, ...context }: Omit<WatchOptions, 'intervalMs'>) {
  const slots = limitConcurrency(concurrency);
  const quiet = { ...context, notifier: { notify: async () => {} } };
  const runs = checks.map(async (check) => {
    await slots.acquire();
    await performRun(check, quiet).finally(slots.release);
  });
  await untilAborted(
    signal,
    Promise.all(runs).then(() => context.notifier.flush()),
  );
}

/** Ignores the error with which interrupted work ends. */
async function untilAborted(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
