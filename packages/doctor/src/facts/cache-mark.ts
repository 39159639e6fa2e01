import type { WireResponse } from '@corsmith/protocol';

type Line = readonly [name: string, value: string];

/** Headers by which caches mark a cached response. */
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
  // Two numbers: this request's, and that of the request whose response was cached.
  'x-varnish': /^\d+ \d+$/,
};

/** The header line that shows that a response comes from a cache. */
export const cacheMark = (response: WireResponse | undefined): Line | undefined =>
  response?.headers.find(([name, value]) => MARKS[name.toLowerCase()]?.test(value));
