import { isForbiddenRequestHeader } from '../forbidden.js';
import { byteLowercase } from '../header-list.js';
import {
  cacheKey,
  DEFAULT_MAX_AGE,
  grantsCover,
  grantsOf,
  maxAgeHeader,
  type PreflightCacheRules,
} from '../preflight-cache.js';
import { accessCheck, headersCheck, listsCheck, methodCheck, redirectCheck, statusCheck } from '../preflight-check.js';
import { isHttp, REDIRECT_LIMIT } from '../redirect.js';
import { combineLines } from '../request.js';
import type { Rules } from '../rules.js';
import { corsUnsafeRequestHeaderNames, isCorsSafelistedRequestHeader, SAFELISTED_VALUE_LIMIT } from '../safelist.js';
import { chromiumConsole } from './chromium-console.js';
import { isConditional, preflightNames, standard } from './standard.js';

/** Client hints that Chromium adds to the safelist, whatever their value. */
const CLIENT_HINTS = ['device-memory', 'downlink', 'dpr', 'ect', 'rtt', 'viewport-width', 'width'];

function isSafelisted(name: string, value: string): boolean {
  const lower = byteLowercase(name);
  if (value.length > SAFELISTED_VALUE_LIMIT) return false;
  if (CLIENT_HINTS.includes(lower)) return true;
  if (lower === 'save-data') return byteLowercase(value) === 'on';
  return isCorsSafelistedRequestHeader(name, value);
}

/** The longest that Chromium keeps a preflight, in seconds. */
export const CHROMIUM_MAX_AGE_CAP = 7200;

/** Chromium remembers the last answer for an origin and a URL as a whole, and forgets it when it does not cover a request. */
const preflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    if (request.cache !== 'default' && request.cache !== 'force-cache') return false;
    const key = cacheKey(request.origin, request);
    const covered = grantsCover(cache.get(key), request, names, { now: cache.now(), wildcard: () => true });
    if (!covered) cache.delete(key);
    return covered;
  },
  store(cache, preflight) {
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = /^[+-]?\d+$/.test(header) ? Number(header) : DEFAULT_MAX_AGE;
    const lifetime = Math.min(Math.max(seconds, 0), CHROMIUM_MAX_AGE_CAP);
    cache.set(
      cacheKey(preflight.request.origin, preflight.request),
      grantsOf(preflight, cache.now() + lifetime * 1000),
    );
  },
  remembers: 'permitted',
  failed: () => {},
};

/** Chromium 156. */
export const chromium: Rules = {
  ...standard,
  name: 'chromium',
  // A page can't change the User-Agent.
  isForbiddenRequestHeader: (name, value) =>
    byteLowercase(name) === 'user-agent' || isForbiddenRequestHeader(name, value),
  fillHeaders: combineLines,
  cacheMode: (mode, headers) => (mode === 'default' && isConditional(headers) ? 'no-cache' : mode),
  corsPreflightNames: (request) => preflightNames(request, corsUnsafeRequestHeaderNames(request.headers, isSafelisted)),
  preflightChecks: [redirectCheck, accessCheck, statusCheck, listsCheck],
  permissionChecks: [methodCheck, headersCheck],
  preflightCache,
  // The network stack refuses these before CORS is asked.
  redirectChecksBefore(request, _response, target) {
    if (!isHttp(target)) return { code: 'RedirectDisallowedScheme', parameter: target.href };
    return request.urls.length > REDIRECT_LIMIT ? { code: 'RedirectLimit' } : undefined;
  },
  console: chromiumConsole,
};
