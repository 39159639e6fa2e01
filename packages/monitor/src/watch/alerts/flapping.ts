import type { CheckState } from '../state.js';

/** An endpoint flaps if it changes this often within the window. */
const MANY = 6;

/** The window, in intervals of the watch. */
const WINDOW = 20;

/** Whether an endpoint keeps changing. It stops flapping once it has not changed for half the window. */
export const flappingWithin =
  (intervalMs: number) =>
  ({ history, lastRun }: Pick<CheckState, 'history' | 'lastRun'>, was: boolean): boolean => {
    // The first entry is no change.
    const ages = history.slice(1).map(({ at }) => lastRun - at);
    const isRecent = ages.some((age) => age < (intervalMs * WINDOW) / 2);
    return isRecent && (was || ages.filter((age) => age < intervalMs * WINDOW).length >= MANY);
  };
