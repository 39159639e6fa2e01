import { ALLOW_ORIGIN, cacheMark, lines, variesByOrigin } from '@corsmith/doctor/examination';
import { get, type WireResponse } from '@corsmith/protocol';
import { isResponded, type Located, type Responded } from './sender.js';
import { storability } from './storability.js';

/**
 * Whether a request without an allowed origin may be sent. `ignores-query`: a cache serves one response for every query, so
 * that what an unknown origin gets could be served to the site's own pages. `unchecked`: that can't be ruled out.
 */
export type CacheGuard =
  | { readonly state: 'safe' }
  | { readonly state: 'ignores-query'; readonly proof: Located }
  | { readonly state: 'unchecked' };

export interface GuardRequests {
  /** The response to an allowed origin, which may stay in a cache. */
  readonly first: Located | undefined;
  readonly allowedOrigin: string;
  /** The same request with a query that was never sent before. */
  readonly again: () => Promise<Located | undefined>;
  /** The response to an unknown origin: safe only if a stored response would have been served instead. */
  readonly asStranger: () => Promise<Located | undefined>;
  /** The response to the unknown origin's preflight, which no cache stores. */
  readonly preflightOfStranger: () => Promise<Located | undefined>;
}

const SAFE: CacheGuard = { state: 'safe' };
/** A cache gives a response's age in seconds. */
const A_SECOND_MS = 1100;

/** Each request has its own query. That keeps it apart from real pages only if every cache in front heeds the query. */
export async function checkCaches({ first, allowedOrigin, ...requests }: GuardRequests): Promise<CacheGuard> {
  if (!isResponded(first)) return SAFE;
  const stored = storability(first.response);
  if (stored === 'no') return SAFE;
  if (cacheMark(first.response)) return { state: 'ignores-query', proof: first };
  if (stored === 'yes') {
    const guard = await freshness(first, requests.again);
    if (guard) return guard;
    // A variant without Vary could replace the one that the site's pages get.
    if (variesByOrigin(first.response) || allowed(first) !== allowedOrigin) return { state: 'unchecked' };
  }
  if (allowed(first) !== allowedOrigin) return SAFE;
  const stranger = await requests.asStranger();
  if (!stranger?.response || allowed(stranger) !== allowedOrigin) return SAFE;
  // A constant, or the response that is stored for the allowed origin.
  const preflight = await requests.preflightOfStranger();
  return allowed(preflight) === allowedOrigin ? SAFE : { state: 'unchecked' };
}

/** Whether a second response, and one a second later, was made anew; undefined if that doesn't show. */
async function freshness(first: Responded, again: GuardRequests['again']): Promise<CacheGuard | undefined> {
  const second = await again();
  if (!second?.response) return SAFE;
  if (cacheMark(second.response)) return { state: 'ignores-query', proof: second };
  if (isMiss(second.response) || isOther(first.response, second.response)) return SAFE;
  await new Promise((resolve) => setTimeout(resolve, A_SECOND_MS));
  const third = await again();
  if (third && cacheMark(third.response)) return { state: 'ignores-query', proof: third };
  const [before, after] = [first, third].map((one) => get(one?.response?.headers ?? [], 'date'));
  if (!third || before === undefined || after === undefined) return undefined;
  if (before === after) return { state: 'ignores-query', proof: third };
  // nginx writes a new Date into stored responses too.
  return /nginx|openresty|tengine/i.test(get(first.response.headers, 'server') ?? '') ? undefined : SAFE;
}

const allowed = (one: Located | undefined): string | undefined => lines(one?.response, ALLOW_ORIGIN)[0]?.[1].trim();

/** A cache that says that it had nothing stored. */
const isMiss = ({ headers }: WireResponse): boolean =>
  headers.some(
    ([name, value]) =>
      /^(?:x-cache(?:-status)?|x-proxy-cache|cf-cache-status|cache-status|x-vercel-cache|cdn-cache)$/i.test(name) &&
      /\b(?:miss|dynamic|bypass|expired|fwd)\b/i.test(value) &&
      !/\bhit\b/i.test(value),
  );

const isOther = (first: WireResponse, second: WireResponse): boolean =>
  get(first.headers, 'etag') !== get(second.headers, 'etag') ||
  get(first.headers, 'content-length') !== get(second.headers, 'content-length');
