import { type CorsExpectation, checkOf, type Subject } from './expectation.js';
import { isDenied, isUndecided, judge } from './judge.js';
import { report } from './report.js';

/** As `expect.extend` of vitest and of jest takes it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Passes if each of the engines allows the page to read the response. */
export async function toAllow(subject: Subject, expectation: CorsExpectation): Promise<MatcherResult> {
  const check = checkOf(subject, expectation);
  const outcomes = await judge(check);
  const pass = outcomes.every(({ allowed }) => allowed);
  return { pass, message: () => report(check, outcomes, pass ? 'not to be allowed' : 'to be allowed') };
}

/**
 * Passes if each of the engines blocks the response. A missing response is not a denial, and fails with and without
 * `not`.
 */
export async function toDeny(subject: Subject, expectation: CorsExpectation): Promise<MatcherResult> {
  const check = checkOf(subject, expectation);
  const outcomes = await judge(check);
  if (outcomes.some(isUndecided)) throw new Error(report(check, outcomes, 'to be denied'));
  const pass = outcomes.every(isDenied);
  return { pass, message: () => report(check, outcomes, pass ? 'not to be denied' : 'to be denied') };
}
