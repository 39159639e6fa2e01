import { AssertionError } from 'node:assert';
import type { CorsExpectation, Subject } from './matchers/expectation.js';
import { type MatcherResult, toAllow, toDeny } from './matchers/matchers.js';

/** What `expect` gives for node:test. */
export interface CorsMatchers {
  /** Rejects with an AssertionError if a browser blocks the app's response. */
  toAllow(expectation: CorsExpectation): Promise<void>;
  /** Rejects with an AssertionError if a browser allows the page to read the app's response, or if there is none. */
  toDeny(expectation: CorsExpectation): Promise<void>;
}

/** For node:test, which has no `expect` of its own. */
export function expect(subject: Subject): CorsMatchers {
  return {
    toAllow: async (expectation) => assertPass(await toAllow(subject, expectation)),
    toDeny: async (expectation) => assertPass(await toDeny(subject, expectation)),
  };
}

function assertPass({ pass, message }: MatcherResult): void {
  if (!pass) throw new AssertionError({ message: message() });
}

export type { CorsExpectation } from './matchers/expectation.js';
