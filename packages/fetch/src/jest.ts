import { expect } from '@jest/globals';
import type { CorsExpectation } from './matchers/expectation.js';
import { toAllow, toDeny } from './matchers/matchers.js';

expect.extend({ toAllow, toDeny });

/** As `expect` of `@jest/globals` has it. */
declare module 'expect' {
  interface Matchers<R, T> {
    /** Passes if the browsers allow the page to read the app's response. Await it. */
    toAllow(expectation: CorsExpectation): Promise<void>;
    /** Passes if the browsers block the app's response. Await it. */
    toDeny(expectation: CorsExpectation): Promise<void>;
  }
}

/** As the global `expect` of `@types/jest` has it. */
declare global {
  namespace jest {
    interface Matchers<R, T> {
      toAllow(expectation: CorsExpectation): Promise<void>;
      toDeny(expectation: CorsExpectation): Promise<void>;
    }
  }
}

export type { CorsExpectation } from './matchers/expectation.js';
