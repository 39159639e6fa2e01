import type { EngineName } from './exchange.js';

/** How long a preflight is cached, in seconds. */
export interface PreflightLifetime {
  /** Without Access-Control-Max-Age. */
  readonly default: number;
  /** The cap, whatever Access-Control-Max-Age says; absent in the standard. */
  readonly cap: number;
}

/** What the standard says. https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 7.9 */
export const DEFAULT_MAX_AGE = 5;

/** No browser caches a preflight for longer than this. */
export const LONGEST_MAX_AGE = 86_400;

/** What each browser does. Warnings, sentences and documentation take their numbers from here. */
export const PREFLIGHT_LIFETIMES: Readonly<Record<Exclude<EngineName, 'standard'>, PreflightLifetime>> = {
  chromium: { default: DEFAULT_MAX_AGE, cap: 7200 },
  firefox: { default: DEFAULT_MAX_AGE, cap: LONGEST_MAX_AGE },
  webkit: { default: DEFAULT_MAX_AGE, cap: 600 },
};
