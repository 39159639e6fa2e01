import { isRedirectTainted, serializeRequestOrigin } from '../cors-check.js';
import {
  DEFAULT_MAX_AGE,
  grantOf,
  grantsCover,
  maxAgeHeader,
  type PreflightCacheRules,
  type Reading,
} from '../preflight-cache.js';
import type { FetchRequest } from '../request.js';

/** The longest that WebKit keeps a preflight, in seconds. */
export const WEBKIT_MAX_AGE_CAP = 600;

/** The whole URL, its fragment included. */
const webkitKey = (request: FetchRequest): string => `${serializeRequestOrigin(request)} ${request.url.href}`;

const reading: Reading = { wildcard: () => true, forced: 'covered' };

/** WebKit remembers the last answer for an origin and a URL as a whole, before it looks at method and headers. */
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
    const seconds = /^[+-]?\d+$/.test(header) ? Number(header) : DEFAULT_MAX_AGE;
    const lifetime = Math.min(Math.max(seconds, 0), WEBKIT_MAX_AGE_CAP);
    cache.set(webkitKey(preflight.request), [grantOf(preflight, cache.now() + lifetime * 1000)]);
  },
  remembers: 'valid',
  // Behind a redirect that hides the page's origin, each request is by itself.
  scope: (request) => (request.asked.origin !== 'null' && isRedirectTainted(request) ? 'request' : 'page'),
  failed: () => {},
};
