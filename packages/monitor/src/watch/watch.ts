import { setMaxListeners } from 'node:events';
import { limitConcurrency } from '@corsmith/contract';
import { type Attendance, attend } from './attend.js';
import type { EndpointCheck } from './endpoint-check.js';
import { nextRun } from './schedule.js';

export interface WatchOptions extends Attendance {
  readonly checks: readonly EndpointCheck[];
  /** In milliseconds. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Checks that run at a time. Default 8. */
  readonly concurrency?: number;
}

/** A machine may sleep, or its clock be set: nothing is waited for longer than that at once, in milliseconds. */
const LONGEST_WAIT = 30_000;

/** Runs every check now, and then each once per interval, until the signal is aborted. */
export async function watch({
  checks,
  intervalMs,
  signal,
  concurrency = 8,
  ...attendance
}: WatchOptions): Promise<void> {
  const { clock, store } = attendance;
  // Each check waits with it.
  setMaxListeners(0, signal);
  const slots = limitConcurrency(concurrency);

  async function watchOne(check: EndpointCheck): Promise<void> {
    let isFirst = true;
    while (!signal.aborted) {
      const now = clock.now();
      const state = isFirst ? undefined : await store.read(check.id);
      const left = nextRun(state ?? { id: check.id, failures: 0 }, intervalMs, now) - now;
      if (left > 0) {
        await clock.wait(Math.min(left, LONGEST_WAIT), signal);
        continue;
      }
      await slots.acquire();
      try {
        if (!signal.aborted) await attend(check, attendance);
      } finally {
        slots.release();
      }
      isFirst = false;
    }
  }

  await untilAborted(signal, Promise.all(checks.map(watchOne)));
}

/** Runs every check once, and waits until who is to be told has been told. */
export async function watchOnce({ checks, signal, concurrency = 8, ...attendance }: Omit<WatchOptions, 'intervalMs'>) {
  const slots = limitConcurrency(concurrency);
  const told = checks.map(async (check) => {
    await slots.acquire();
    const attended = await attend(check, attendance).finally(slots.release);
    await attended.told;
  });
  await untilAborted(signal, Promise.all(told));
}

/** What is under way then ends with the signal's reason, which is no failure. */
async function untilAborted(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
