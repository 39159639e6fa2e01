import type { RunningStack } from '../stacks/stack-module.js';

/** The origin that a correct comparison allows. */
export const APP = 'https://app.example.com';

/** A comparison of origins as people write it in one language. */
export interface Comparison {
  /** An expression or a directive; `origin` is the request's. */
  readonly code: string;
  /** The findings that it deserves; none where it is right. */
  readonly finds: readonly string[];
  /** What is said to be right; default: `APP`. */
  readonly trusted?: readonly string[];
}

/** A language or server, with comparisons in it. */
export interface Language {
  readonly name: string;
  /** Groups of setup/system-packages.mjs. */
  readonly needs: readonly string[];
  readonly comparisons: readonly Comparison[];
  /** Runs one program that responds to `/0` by the first comparison, to `/1` by the second, and so on. */
  start(folder: string): Promise<RunningStack>;
}

export const wrong = (finds: string, code: string): Comparison => ({ code, finds: finds.split(' ') });

export const right = (code: string, trusted?: readonly string[]): Comparison => ({
  code,
  finds: [],
  ...(trusted && { trusted }),
});
