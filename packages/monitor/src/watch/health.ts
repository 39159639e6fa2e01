import { backOff } from './schedule.js';
import type { CheckState } from './state.js';

/** Whether the watch itself works, regardless of the servers it checks. */
export interface Health {
  readonly status: 'ok' | 'late' | 'failing';
  readonly checks: number;
  /** Checks whose run is overdue. */
  readonly late: number;
  /** In ISO 8601; absent if nothing has run yet. */
  readonly lastRun?: string;
  /** What is wrong with the watch: its state, its receivers. */
  readonly problems: readonly string[];
}

/** A run may take this much longer than its interval, in milliseconds, since each of its requests may time out. */
const GRACE_MS = 60_000;

export interface HealthParts {
  readonly states: readonly CheckState[];
  /** The number of checks. */
  readonly checks: number;
  readonly intervalMs: number;
  readonly startedAt: number;
  readonly now: number;
  readonly problems?: readonly string[];
}

/** A check is late if its back-off and one more interval have passed. */
export function healthOf({ states, checks, intervalMs, startedAt, now, problems = [] }: HealthParts): Health {
  const isLate = (lastRun: number, failures: number) =>
    now - Math.max(lastRun, startedAt) > (backOff(failures) + 1) * intervalMs + GRACE_MS;
  const unseen = checks - states.length;
  const late = states.filter(({ lastRun, failures }) => isLate(lastRun, failures)).length + (isLate(0, 0) ? unseen : 0);
  const last = states.reduce((latest, { lastRun }) => Math.max(latest, lastRun), 0);
  return {
    // One slow server is no reason to restart the watch.
    status: late > checks / 2 ? 'late' : 'ok',
    checks,
    late,
    ...(last > 0 && { lastRun: new Date(last).toISOString() }),
    problems,
  };
}
