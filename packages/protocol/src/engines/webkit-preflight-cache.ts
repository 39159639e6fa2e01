import { isRedirectTainted, serializeRequestOrigin } from '../cors-check.js';
import type { FetchRequest } from '../fetch-request.js';
import { grantOf, grantsCover, maxAgeHeader, type PreflightCacheRules, type Reading } from '../preflight-cache.js';
import { PREFLIGHT_LIFETIMES } from '../preflight-lifetimes.js';

/** The whole URL, its fragment included. */
const webkitKey = (request: FetchRequest): string => `${serializeRequestOrigin(request)} ${request.url.href}`;

const reading: Reading = { wildcard: () => true, forced: 'covered' };

/** WebKit caches the last response for an origin and a URL as a whole, before it checks method and headers. */
export const preflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    const key = webkitKey(request);
    const grants = cache.get(key);
    if (!grants) return false;
    const covered = grantsCover(grants, request, names, cache.now(), reading);
    if (!covered) cache.delete(key);
    return covered;
  },
  store(cache, preflight) {
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = /^[+-]?\d+$/.test(header) ? Number(header) : PREFLIGHT_LIFETIMES.webkit.default;
    const lifetime = Math.min(Math.max(seconds, 0), PREFLIGHT_LIFETIMES.webkit.cap);
    cache.set(webkitKey(preflight.request), [grantOf(preflight, cache.now() + lifetime * 1000)]);
  },
  caches: 'valid',
  // Behind a redirect that hides the page's origin, each request is by itself.
  scope: (request) => (request.init.origin !== 'null' && isRedirectTainted(request) ? 'request' : 'page'),
  failed: () => {},
};
