import type { FetchRequest } from './fetch-request.js';
import { get } from './header-list.js';
import { isCorsSafelistedMethod } from './method.js';
import type { Preflight } from './preflight.js';
import { DEFAULT_MAX_AGE } from './preflight-lifetimes.js';
import { isCorsNonWildcardRequestHeaderName } from './safelist.js';
import type { Blocked } from './step.js';

/** What a preflight response permits: with or without credentials, and until when (milliseconds of the cache's clock). */
interface Grant {
  readonly credentials: boolean;
  readonly expiresAt: number;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
}

/** What one origin may send to one URL, the last response first. Each method and each name is in only one of them. */
type Grants = readonly Grant[];

/**
 * What is remembered of preflights. One cache serves one engine; share it between the calls of `simulate` that belong to
 * one page. Its cost does not grow with the number of entries; the oldest go beyond `limit`.
 * https://fetch.spec.whatwg.org/#cors-preflight-cache
 */
export class PreflightCache {
  readonly #now: () => number;
  readonly #limit: number;
  readonly #entries = new Map<string, Grants>();
  /** Goes on from where it was: a new one would pass the places of all that have gone. */
  readonly #oldest = this.#entries.keys();

  /** @param options.now milliseconds, as Date.now; @param options.limit most entries, one an origin and URL, default 10,000 */
  constructor(options: { readonly now?: () => number; readonly limit?: number } = {}) {
    this.#now = options.now ?? Date.now;
    this.#limit = options.limit ?? 10_000;
  }

  now(): number {
    return this.#now();
  }

  /** As most are: then nothing need be looked up. */
  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  get(key: string): Grants | undefined {
    return this.#entries.get(key);
  }

  set(key: string, grants: Grants): void {
    this.#entries.delete(key);
    this.#entries.set(key, grants);
    if (this.#entries.size <= this.#limit) return;
    const oldest = this.#oldest.next().value;
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

/** How an engine uses the cache. */
export interface PreflightCacheRules {
  /** Whether a remembered preflight stands in for a new one. */
  covers(cache: PreflightCache, request: FetchRequest, names: readonly string[]): boolean;
  store(cache: PreflightCache, preflight: Preflight): void;
  /** Whether every valid response is cached, or only one that permits the request. */
  readonly caches: 'valid' | 'permitted';
  /** Whether what is learnt here serves later requests of the page, or only the redirects of this one. */
  scope(request: FetchRequest): 'page' | 'request';
  /** A CORS request failed. https://fetch.spec.whatwg.org/#concept-cache-clear */
  failed(cache: PreflightCache, blocked: Blocked): void;
}

/** Origin and whole URL without its fragment. */
const cacheKey = ({ init, url }: FetchRequest): string => `${init.origin} ${url.withoutFragment}`;

/** How an engine reads what it remembers. */
export interface Reading {
  /** Whether `*` of that grant stands for a method or a header's name. */
  readonly wildcard: (name: string, grant: Grant) => boolean;
  /** Whether any response covers methods that need no permission, for forced preflights too. */
  readonly forced?: 'covered';
}

/** Whether the entry lets this request go without a preflight, now. */
export function grantsCover(
  grants: Grants,
  { init, method }: FetchRequest,
  names: readonly string[],
  now: number,
  { wildcard, forced }: Reading,
): boolean {
  const credentialed = init.credentials === 'include';
  const isLive = (grant: Grant | undefined): grant is Grant =>
    grant !== undefined && grant.expiresAt > now && (grant.credentials || !credentialed);
  const any = (kind: 'methods' | 'headers') =>
    credentialed ? undefined : grants.find((grant) => grant[kind].includes('*'));
  const holds = (kind: 'methods' | 'headers', name: string, all: Grant | undefined) =>
    isLive(grants.find((grant) => grant[kind].includes(name))) || (isLive(all) && wildcard(name, all));
  const methodIsCovered =
    (isCorsSafelistedMethod(method) && (forced === 'covered' ? isLive(grants[0]) : !init.useCorsPreflight)) ||
    holds('methods', method, any('methods'));
  if (!methodIsCovered || names.length === 0) return methodIsCovered;
  const all = any('headers');
  return names.every((name) => holds('headers', name, all));
}

/** The permissions that a response gives. */
export const grantOf = ({ request, methods = [], headers = [] }: Preflight, expiresAt: number): Grant => ({
  credentials: request.init.credentials === 'include',
  expiresAt,
  methods,
  headers,
});

/** A response replaces what those before it say about the same methods and names. */
export function granted(before: Grants | undefined, grant: Grant): Grants {
  if (!before) return [grant];
  const methods = new Set(grant.methods);
  const headers = new Set(grant.headers);
  const remaining = before.map((earlier) => ({
    ...earlier,
    methods: earlier.methods.filter((method) => !methods.has(method)),
    headers: earlier.headers.filter((name) => !headers.has(name)),
  }));
  return [grant, ...remaining.filter((earlier) => earlier.methods.length + earlier.headers.length > 0)];
}

export const maxAgeHeader = (preflight: Preflight): string | undefined =>
  get(preflight.response.headers, 'access-control-max-age');

const reading: Reading = { wildcard: (name) => !isCorsNonWildcardRequestHeaderName(name) };

/** One permission at a time, as the standard has it. */
export const standardPreflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    const grants = cache.get(cacheKey(request));
    return grants !== undefined && grantsCover(grants, request, names, cache.now(), reading);
  },
  store(cache, preflight) {
    const { request } = preflight;
    const header = maxAgeHeader(preflight);
    const seconds = header !== undefined && /^\d+$/.test(header) ? Number(header) : DEFAULT_MAX_AGE;
    const grant = grantOf(preflight, cache.now() + seconds * 1000);
    // A forced preflight without a list permits the requested method.
    const isForced = request.init.useCorsPreflight && grant.methods.length === 0;
    const key = cacheKey(request);
    cache.set(key, granted(cache.get(key), isForced ? { ...grant, methods: [request.method] } : grant));
  },
  caches: 'permitted',
  scope: () => 'page',
  failed(cache, { request }) {
    if (request.preflighted) cache.delete(cacheKey(request));
  },
};
