import type { WireResponse } from '@corsmith/protocol';

type Line = readonly [name: string, value: string];

/** Headers by which caches say that an response was kept. */
const MARKS: Readonly<Record<string, RegExp>> = {
  age: /^[1-9]/,
  'x-cache': /hit/i,
  'x-cache-status': /^(?:hit|stale|updating)/i,
  'x-proxy-cache': /^hit/i,
  'x-vercel-cache': /^(?:hit|stale)/i,
  'x-nextjs-cache': /^(?:hit|stale)/i,
  'cf-cache-status': /^(?:hit|stale|updating|revalidated)/i,
  'cache-status': /;\s*hit\b/i,
  'cdn-cache': /^hit/i,
  // Two numbers: this request's, and that of the one whose response was kept.
  'x-varnish': /^\d+ \d+$/,
};

/** The line that shows that an response comes out of a cache. */
export const cacheMark = (response: WireResponse | undefined): Line | undefined =>
  response?.headers.find(([name, value]) => MARKS[name.toLowerCase()]?.test(value));
