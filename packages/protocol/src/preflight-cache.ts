import type { Blocked } from './fetch.js';
import { get } from './header-list.js';
import { isCorsSafelistedMethod } from './method.js';
import { isCorsNonWildcardRequestHeaderName, type Preflight } from './preflight-check.js';
import type { FetchRequest } from './request.js';

/** A permission that a preflight gave: for whom, and until when (milliseconds of the cache's clock). */
interface Grant {
  readonly credentials: boolean;
  readonly expiresAt: number;
}

/** The permissions of one origin for one URL, by `method PUT` and `header x-api-key`. */
type Grants = Map<string, Grant>;

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

  get(key: string): Grants | undefined {
    return this.#entries.get(key);
  }

  set(key: string, grants: Grants): void {
    this.#entries.delete(key);
    this.#entries.set(key, grants);
    if (this.#entries.size > this.#limit) this.#entries.delete(this.#oldest.next().value as string);
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
  /** Whether every valid answer is remembered, or only one that permits the request. */
  readonly remembers: 'valid' | 'permitted';
  /** Whether what is learnt here serves later requests of the page, or only the redirects of this one. */
  scope(request: FetchRequest): 'page' | 'request';
  /** A CORS request failed. https://fetch.spec.whatwg.org/#concept-cache-clear */
  failed(cache: PreflightCache, blocked: Blocked): void;
}

/** Origin and whole URL without its fragment. */
const cacheKey = ({ asked, url }: FetchRequest): string => `${asked.origin} ${url.withoutFragment}`;

/** Stands for the answer itself, which may permit nothing by name. */
const ANSWER = 'answer';

/** Whether the entry lets this request go without a preflight. */
export function grantsCover(
  grants: Grants | undefined,
  request: FetchRequest,
  names: readonly string[],
  options: {
    readonly now: number;
    /** Whether `*` of that grant stands for a method or a header's name. */
    readonly wildcard: (name: string, grant: Grant) => boolean;
    /** Whether any answer covers methods that need no permission, for forced preflights too. */
    readonly forced?: 'covered';
  },
): boolean {
  if (!grants) return false;
  const credentialed = request.asked.credentials === 'include';
  const live = (key: string) => {
    const grant = grants.get(key);
    return grant && grant.expiresAt > options.now && (grant.credentials || !credentialed) ? grant : undefined;
  };
  const holds = (key: string) => live(key) !== undefined;
  const holdsAny = (key: string, name: string) => {
    const grant = credentialed ? undefined : live(key);
    return grant !== undefined && options.wildcard(name, grant);
  };
  const methodIsCovered: boolean =
    (isCorsSafelistedMethod(request.method) &&
      (options.forced === 'covered' ? holds(ANSWER) : !request.asked.useCorsPreflight)) ||
    holds(`method ${request.method}`) ||
    holdsAny('method *', 'method');
  return methodIsCovered && names.every((name) => holds(`header ${name}`) || holdsAny('header *', name));
}

/** The permissions that an answer gives. */
export function grantsOf({ request, methods = [], headers = [] }: Preflight, expiresAt: number): Grants {
  const grant = { credentials: request.asked.credentials === 'include', expiresAt };
  const grants: Grants = new Map([[ANSWER, grant]]);
  for (const method of methods) grants.set(`method ${method}`, grant);
  for (const name of headers) grants.set(`header ${name}`, grant);
  return grants;
}

export const maxAgeHeader = (preflight: Preflight): string | undefined =>
  get(preflight.response.headers, 'access-control-max-age');

/** Seconds that a preflight is kept where the server does not say. */
export const DEFAULT_MAX_AGE = 5;

/** One permission at a time, as the standard has it. */
export const standardPreflightCache: PreflightCacheRules = {
  covers: (cache, request, names) =>
    grantsCover(cache.get(cacheKey(request)), request, names, {
      now: cache.now(),
      wildcard: (name) => !isCorsNonWildcardRequestHeaderName(name),
    }),
  store(cache, preflight) {
    const { request } = preflight;
    const header = maxAgeHeader(preflight);
    const seconds = header !== undefined && /^\d+$/.test(header) ? Number(header) : DEFAULT_MAX_AGE;
    const granted = grantsOf(preflight, cache.now() + seconds * 1000);
    // A forced preflight without a list permits the method that it asked for.
    if (request.asked.useCorsPreflight && !preflight.methods?.length)
      granted.set(`method ${request.method}`, {
        credentials: request.asked.credentials === 'include',
        expiresAt: cache.now() + seconds * 1000,
      });
    const key = cacheKey(request);
    cache.set(key, new Map([...(cache.get(key) ?? []), ...granted]));
  },
  remembers: 'permitted',
  scope: () => 'page',
  failed(cache, { request }) {
    if (request.preflighted) cache.delete(cacheKey(request));
  },
};
