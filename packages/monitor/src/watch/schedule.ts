import { createHash } from 'node:crypto';

/** The input for the time of a check's next run. */
export interface RunTiming {
  readonly id: string;
  /** Milliseconds since 1970; absent if it never ran. */
  readonly lastRun?: number;
  /** Consecutive runs without a response. */
  readonly failures: number;
}

/** The share of an interval over which checks are spread, each at its own offset. */
const PHASE = 0.7;
/** The share that varies from interval to interval, so that a check doesn't coincide with other periodic jobs. */
const JITTER = 0.2;

/** The maximum number of intervals between two runs of an unreachable endpoint. */
const MAX_BACK_OFF = 8;

/**
 * The time of a check's run in an interval, in milliseconds since 1970. A pure function, so that all machines agree and errors
 * don't add up.
 */
export const runTimeOf = (id: string, interval: number, intervalMs: number): number =>
  Math.floor((interval + PHASE * fraction(id) + JITTER * fraction(`${id} ${interval}`)) * intervalMs);

/** The last interval whose run time has passed. */
export function intervalAt(id: string, at: number, intervalMs: number): number {
  const interval = Math.floor(at / intervalMs);
  return runTimeOf(id, interval, intervalMs) <= at ? interval : interval - 1;
}

/** The number of intervals until the next run. */
export const backOff = (failures: number): number => Math.min(2 ** Math.max(0, failures - 1), MAX_BACK_OFF);

/** The time of the next run, in milliseconds since 1970. Any number of missed runs is made up for by one. */
export function nextRun({ id, lastRun, failures }: RunTiming, intervalMs: number, now: number): number {
  // If the clock was set back, run now.
  if (lastRun === undefined || lastRun > now) return now;
  return runTimeOf(id, intervalAt(id, lastRun, intervalMs) + backOff(failures), intervalMs);
}

/** A hash of the text, from 0 to 1. */
const fraction = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
