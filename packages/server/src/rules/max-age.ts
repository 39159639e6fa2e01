import type { Report } from '../policy-error.js';

/** No browser keeps a preflight longer than a day (Firefox's cap). */
const LONGEST_MAX_AGE = 86_400;

/** Whole seconds, a day at most. */
export function checkMaxAge(maxAge: unknown, report: Report): void {
  const seconds = Number(maxAge);
  const nearest = Math.round(Math.min(Math.max(seconds, 0), LONGEST_MAX_AGE));
  if (maxAge === undefined || maxAge === nearest) return;
  const code = typeof maxAge === 'number' ? 'out-of-range' : 'wrong-type';
  const suggestion = Number.isNaN(nearest) ? undefined : `${nearest}`;
  report(code, 'maxAge', maxAge, `This is whole seconds from 0 to ${LONGEST_MAX_AGE}, as a number.`, suggestion);
}
