import { expect } from 'vitest';
import type { CorsExpectation } from './matchers/expectation.js';
import { toAllow, toDeny } from './matchers/matchers.js';

expect.extend({ toAllow, toDeny });

declare module 'vitest' {
  interface Matchers<T> {
    /** Passes where the browsers let the page read the app's answer. To be awaited. */
    toAllow(expectation: CorsExpectation): Promise<void>;
    /** Passes where the browsers keep the app's answer from the page. To be awaited. */
    toDeny(expectation: CorsExpectation): Promise<void>;
  }
}

export type { CorsExpectation } from './matchers/expectation.js';
