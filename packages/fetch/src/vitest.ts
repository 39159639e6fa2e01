import { expect } from 'vitest';
import type { CorsExpectation } from './matchers/expectation.js';
import { toAllow, toDeny } from './matchers/matchers.js';

expect.extend({ toAllow, toDeny });

declare module 'vitest' {
  interface Matchers<T> {
    /** Passes if the browsers allow the page to read the app's response. Await it. */
    toAllow(expectation: CorsExpectation): Promise<void>;
    /** Passes if the browsers block the app's response. Await it. */
    toDeny(expectation: CorsExpectation): Promise<void>;
  }
}

export type { CorsExpectation } from './matchers/expectation.js';
