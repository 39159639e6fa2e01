import { LONGEST_MAX_AGE } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';

/** Whole seconds, and no more than any browser caches a preflight for. */
export function checkMaxAge(maxAge: unknown, report: Report): void {
  const seconds = Number(maxAge);
  const nearest = Math.round(Math.min(Math.max(seconds, 0), LONGEST_MAX_AGE));
  if (maxAge === undefined || maxAge === nearest) return;
  const code = typeof maxAge === 'number' ? 'out-of-range' : 'wrong-type';
  // Number() makes one of null, '' and true, too.
  const suggestion = /\d/.test(`${maxAge}`) && nearest >= 0 ? `${nearest}` : undefined;
  report(code, 'maxAge', maxAge, `Must be whole seconds from 0 to ${LONGEST_MAX_AGE}, as a number.`, suggestion);
}
