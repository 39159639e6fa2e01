import { createHash } from 'node:crypto';

/** What says when a check runs next. */
export interface Rhythm {
  readonly id: string;
  /** In milliseconds since 1970; absent where it never ran. */
  readonly lastRun?: number;
  /** How often in a row no answer came. */
  readonly failures: number;
}

/** Of each interval: where in it a check runs is its own, so that not all run at once. */
const PHASE = 0.7;
/** And a little of it differs each time, so that it never keeps step with anything else. The rest is time to end in. */
const JITTER = 0.2;

/** An interval in which no answer came is followed by up to seven without a try. */
const LONGEST_BACK_OFF = 8;

/**
 * The moment of a check in an interval, counted from 1970: a function of nothing but these, so that all machines agree and
 * no error adds up.
 */
export const momentOf = (id: string, interval: number, intervalMs: number): number =>
  Math.floor((interval + PHASE * fraction(id) + JITTER * fraction(`${id} ${interval}`)) * intervalMs);

/** The last interval whose moment has come. */
export function intervalAt(id: string, at: number, intervalMs: number): number {
  const interval = Math.floor(at / intervalMs);
  return momentOf(id, interval, intervalMs) <= at ? interval : interval - 1;
}

/** How many intervals later it runs again. */
export const backOff = (failures: number): number => Math.min(2 ** Math.max(0, failures - 1), LONGEST_BACK_OFF);

/** When it runs next, in milliseconds since 1970. What was missed is made up for once. */
export function nextRun({ id, lastRun, failures }: Rhythm, intervalMs: number, now: number): number {
  // A clock that was set back must not silence it.
  if (lastRun === undefined || lastRun > now) return now;
  return momentOf(id, intervalAt(id, lastRun, intervalMs) + backOff(failures), intervalMs);
}

/** From 0 to 1, and the same for the same text. */
const fraction = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
