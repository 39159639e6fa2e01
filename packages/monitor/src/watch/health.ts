import { backOff } from './schedule.js';
import type { CheckState } from './state.js';

/** Whether the watch itself works, whatever the servers do. */
export interface Health {
  readonly status: 'ok' | 'late';
  readonly checks: number;
  /** Checks whose run is overdue. */
  readonly late: number;
  /** As in ISO 8601; absent where nothing has run yet. */
  readonly lastRun?: string;
}

/** A run may take that much longer than its interval, in milliseconds: each of its requests may wait for its limit. */
const PATIENCE_MS = 60_000;

export interface HealthParts {
  readonly states: readonly CheckState[];
  /** How many checks there are. */
  readonly checks: number;
  readonly intervalMs: number;
  readonly startedAt: number;
  readonly now: number;
}

/** After its back-off an interval and its jitter may pass. */
export function healthOf({ states, checks, intervalMs, startedAt, now }: HealthParts): Health {
  const isLate = (lastRun: number, failures: number) =>
    now - Math.max(lastRun, startedAt) > (backOff(failures) + 1) * intervalMs + PATIENCE_MS;
  const unseen = checks - states.length;
  const late = states.filter(({ lastRun, failures }) => isLate(lastRun, failures)).length + (isLate(0, 0) ? unseen : 0);
  const last = states.reduce((latest, { lastRun }) => Math.max(latest, lastRun), 0);
  return {
    // One server that takes its time is no reason to start the watch anew.
    status: late > checks / 2 ? 'late' : 'ok',
    checks,
    late,
    ...(last > 0 && { lastRun: new Date(last).toISOString() }),
  };
}
