import type { Report } from '../policy-error.js';

/** No browser keeps a preflight longer than a day (Firefox's cap). */
export const LONGEST_MAX_AGE = 86_400;

/** Whole seconds, a day at most. */
export function checkMaxAge(maxAge: unknown, report: Report): void {
  if (maxAge === undefined) return;
  if (typeof maxAge !== 'number') {
    const seconds = typeof maxAge === 'string' && /^\d{1,5}$/.test(maxAge) ? maxAge : undefined;
    report('wrong-type', 'maxAge', maxAge, 'This is a number of seconds.', seconds);
  } else if (!Number.isInteger(maxAge) || maxAge < 0 || maxAge > LONGEST_MAX_AGE) {
    const nearest = Math.round(Math.min(Math.max(maxAge || 0, 0), LONGEST_MAX_AGE));
    report('out-of-range', 'maxAge', maxAge, `This is whole seconds from 0 to ${LONGEST_MAX_AGE}.`, `${nearest}`);
  }
}
