import type { EngineName } from './exchange.js';

/** What people call the browser of an engine. */
export const BROWSER_NAMES: Readonly<Record<Exclude<EngineName, 'standard'>, string>> = {
  chromium: 'Chrome',
  firefox: 'Firefox',
  webkit: 'Safari',
};
