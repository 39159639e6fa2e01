import type { HeaderList, WireResponse } from '../exchange.js';
import { byteLowercase, remove } from '../header-list.js';
import {
  cacheKey,
  DEFAULT_MAX_AGE,
  grantsOf,
  maxAgeHeader,
  type PreflightCache,
  type PreflightCacheRules,
} from '../preflight-cache.js';
import { accessCheck, type PreflightCheck } from '../preflight-check.js';
import { REQUEST_BODY_HEADERS, redirected, rewritesToGet } from '../redirect.js';
import { currentUrl, type FetchRequest } from '../request.js';
import { isCorsSafelistedRequestHeader } from '../safelist.js';
import { preflightNames } from './standard.js';

/**
 * Line by line, a name as often as it is set, without the limit for all safelisted values together; a byte beyond ASCII is
 * never safe.
 */
const unsafeNames = (headers: HeaderList): string[] =>
  headers
    .filter(([name, value]) => /[\x80-\xff]/.test(value) || !isCorsSafelistedRequestHeader(name, value))
    .map(([name]) => byteLowercase(name))
    .sort();

/** Once a hop needed a preflight, or the page set an unsafe header, each hop needs one, whatever a redirect takes away. */
export function corsPreflightNames(request: FetchRequest): readonly string[] | undefined {
  const names = unsafeNames(request.original.headers);
  const needed = preflightNames(request, names) ?? request.preflighted;
  return needed && (request.unsafeNames ?? names);
}

/**
 * Each hop starts again from what the page set. A redirect takes from that what describes a body where it would turn the
 * page's own method into GET, and from the preflight where it turns the current one into GET.
 */
export function firefoxRedirected(request: FetchRequest, response: WireResponse, target: URL): FetchRequest {
  const { original } = request;
  const credentials = currentUrl(request).origin === target.origin ? [] : ['authorization'];
  const without = (stripped: boolean) =>
    remove(original.headers, ...credentials, ...(stripped ? REQUEST_BODY_HEADERS : []));
  return {
    ...redirected(request, response, target),
    headers: without(rewritesToGet(original.method, response.status)),
    unsafeNames: unsafeNames(without(rewritesToGet(request.method, response.status))),
  };
}

/** The preflight is a request of its own: to the page's own origin it needs no permission to be read. */
export const firefoxAccessCheck: PreflightCheck = (preflight) =>
  currentUrl(preflight.request).origin === preflight.request.origin ? undefined : accessCheck(preflight);

/** The longest that Firefox keeps a preflight, in seconds. */
export const FIREFOX_MAX_AGE_CAP = 86400;

type Credentials = 'with' | 'without';

const firefoxKey = (request: FetchRequest, credentials: Credentials) =>
  cacheKey(`${credentials} ${request.origin}`, request);

const ownKey = (request: FetchRequest) => firefoxKey(request, request.credentials === 'include' ? 'with' : 'without');

/**
 * Firefox takes `*` literally. GET and POST, but not HEAD, need no permission by name. What was learnt of a URL goes with
 * any request to it that fails.
 */
export const preflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    const grants = cache.get(ownKey(request));
    if (!grants || request.cache === 'no-store' || request.cache === 'reload') return false;
    const holds = (key: string) => (grants.get(key)?.expiresAt ?? 0) > cache.now();
    const methodIsCovered = ['GET', 'POST'].includes(request.method) || holds(`method ${request.method}`);
    return methodIsCovered && names.every((name) => holds(`header ${name}`));
  },
  store(cache: PreflightCache, preflight) {
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = header === '' ? DEFAULT_MAX_AGE : Math.min(Number(header), FIREFOX_MAX_AGE_CAP);
    if (!/^\d*$/.test(header) || seconds === 0) return;
    const key = ownKey(preflight.request);
    const granted = grantsOf(preflight, cache.now() + seconds * 1000);
    cache.set(key, new Map([...(cache.get(key) ?? []), ...granted]));
  },
  remembers: 'permitted',
  scope: () => 'page',
  failed(cache, request) {
    cache.delete(firefoxKey(request, 'with'));
    cache.delete(firefoxKey(request, 'without'));
  },
};
