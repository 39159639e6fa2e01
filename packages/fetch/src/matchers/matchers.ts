import { type CorsExpectation, questionOf, type Subject } from './expectation.js';
import { isDenied, isUndecided, judge } from './judge.js';
import { report } from './report.js';

/** As `expect.extend` of vitest and of jest takes it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Passes where each of the engines lets the page read the answer. */
export async function toAllow(subject: Subject, expectation: CorsExpectation): Promise<MatcherResult> {
  const question = questionOf(subject, expectation);
  const outcomes = await judge(question);
  const pass = outcomes.every(({ allowed }) => allowed);
  return { pass, message: () => report(question, outcomes, pass ? 'not to be allowed' : 'to be allowed') };
}

/**
 * Passes where each of the engines keeps the answer from the page. No answer at all is no denial, and fails here too: with
 * `not` as well as without.
 */
export async function toDeny(subject: Subject, expectation: CorsExpectation): Promise<MatcherResult> {
  const question = questionOf(subject, expectation);
  const outcomes = await judge(question);
  if (outcomes.some(isUndecided)) throw new Error(report(question, outcomes, 'to be denied'));
  const pass = outcomes.every(isDenied);
  return { pass, message: () => report(question, outcomes, pass ? 'not to be denied' : 'to be denied') };
}
