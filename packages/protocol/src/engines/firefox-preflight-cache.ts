import type { FetchRequest } from '../fetch-request.js';
import { granted, grantOf, maxAgeHeader, type PreflightCache, type PreflightCacheRules } from '../preflight-cache.js';
import { PREFLIGHT_LIFETIMES } from '../preflight-lifetimes.js';

const lifetime = PREFLIGHT_LIFETIMES.firefox;

type Credentials = 'with' | 'without';

/** The whole URL, its fragment included. */
const firefoxKey = ({ init, url }: FetchRequest, credentials: Credentials) =>
  `${credentials} ${init.origin} ${url.href}`;

const ownKey = (request: FetchRequest) =>
  firefoxKey(request, request.init.credentials === 'include' ? 'with' : 'without');

/**
 * Firefox takes `*` literally. GET and POST, but not HEAD, need no permission by name. What was learnt of a URL goes with
 * any request to it that fails, unless the page itself wanted no redirect.
 */
export const preflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    const grants = cache.get(ownKey(request));
    if (!grants || request.init.cache === 'no-store' || request.init.cache === 'reload') return false;
    const now = cache.now();
    const holds = (kind: 'methods' | 'headers', name: string) =>
      (grants.find((grant) => grant[kind].includes(name))?.expiresAt ?? 0) > now;
    const methodIsCovered = request.method === 'GET' || request.method === 'POST' || holds('methods', request.method);
    return methodIsCovered && names.every((name) => holds('headers', name));
  },
  store(cache: PreflightCache, preflight) {
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = header === '' ? lifetime.default : Math.min(Number(header), lifetime.cap);
    if (!/^\d*$/.test(header) || seconds === 0) return;
    const key = ownKey(preflight.request);
    cache.set(key, granted(cache.get(key), grantOf(preflight, cache.now() + seconds * 1000)));
  },
  caches: 'permitted',
  scope: () => 'page',
  failed(cache, { request, failure }) {
    if (failure.code === 'RedirectDisallowedByMode') return;
    cache.delete(firefoxKey(request, 'with'));
    cache.delete(firefoxKey(request, 'without'));
  },
};
