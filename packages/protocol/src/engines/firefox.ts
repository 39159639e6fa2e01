import { corsCheck, serializeRequestOrigin } from '../cors-check.js';
import type { HeaderList, WireResponse } from '../exchange.js';
import { byteLowercase, getLines } from '../header-list.js';
import {
  cacheKey,
  DEFAULT_MAX_AGE,
  grantsCover,
  grantsOf,
  maxAgeHeader,
  type PreflightCache,
  type PreflightCacheRules,
} from '../preflight-cache.js';
import { accessCheck, headersCheck, listsCheck, methodCheck, statusCheck } from '../preflight-check.js';
import { combineLines, type Failure, type FetchRequest } from '../request.js';
import { exposedHeaders } from '../response.js';
import type { Rules } from '../rules.js';
import { isCorsSafelistedRequestHeader, sortedLowercaseSet } from '../safelist.js';
import { firefoxConsole } from './firefox-console.js';
import { isConditional, preflightNames, standard } from './standard.js';

/** Each unsafe name by itself: Firefox has no limit for all safelisted values together. */
const unsafeNames = (headers: HeaderList): string[] =>
  sortedLowercaseSet(
    headers.filter(([name, value]) => !isCorsSafelistedRequestHeader(name, value)).map(([name]) => name),
  );

/** Once a hop needed a preflight, the later ones need one too, though a redirect made a plain GET of it. */
function corsPreflightNames(request: FetchRequest): readonly string[] | undefined {
  const names = unsafeNames(request.headers);
  return preflightNames(request, names) ?? (request.preflighted ? names : undefined);
}

/** Firefox tells several lines apart from one line with several values, and an invalid value not from another origin. */
function firefoxCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  if (getLines(response.headers, 'access-control-allow-origin').length > 1)
    return { code: 'MultipleAllowOriginValues' };
  const failure = corsCheck(request, response, origin);
  return failure?.code === 'MultipleAllowOriginValues' || failure?.code === 'InvalidAllowOriginValue'
    ? { ...failure, code: 'AllowOriginMismatch' }
    : failure;
}

/** The longest that Firefox keeps a preflight, in seconds. */
export const FIREFOX_MAX_AGE_CAP = 86400;

const firefoxKey = (request: FetchRequest) =>
  cacheKey(`${request.credentials === 'include' ? 'with' : 'without'} ${request.origin}`, request);

/** Firefox keeps nothing without a Max-Age, takes `*` literally, and forgets a URL whose actual request failed. */
const preflightCache: PreflightCacheRules = {
  covers: (cache, request, names) =>
    request.cache !== 'no-store' &&
    grantsCover(cache.get(firefoxKey(request)), request, names, { now: cache.now(), wildcard: () => false }),
  store(cache: PreflightCache, preflight) {
    const header = maxAgeHeader(preflight);
    if (header === undefined || !/^\d*$/.test(header)) return;
    // Present but empty counts as the standard's default, absent as nothing.
    const seconds = header === '' ? DEFAULT_MAX_AGE : Math.min(Number(header), FIREFOX_MAX_AGE_CAP);
    const expiresAt = cache.now() + seconds * 1000;
    const key = firefoxKey(preflight.request);
    cache.set(key, new Map([...(cache.get(key) ?? []), ...grantsOf(preflight, expiresAt)]));
  },
  remembers: 'permitted',
  opaqueOrigins: 'page',
  failed: (cache, request) => cache.delete(firefoxKey(request)),
};

/** Firefox ESR 153. */
export const firefox: Rules = {
  ...standard,
  name: 'firefox',
  fillHeaders: combineLines,
  streamsRequestBodies: false,
  cacheMode: (mode, headers) => (mode === 'default' && isConditional(headers) ? 'no-store' : mode),
  corsPreflightNames,
  // The preflight of a redirect still names the page.
  originOf: (request, kind) => (kind === 'preflight' ? request.origin : serializeRequestOrigin(request)),
  corsCheck: firefoxCorsCheck,
  preflightChecks: [accessCheck, statusCheck, listsCheck],
  permissionChecks: [methodCheck, headersCheck],
  preflightCache,
  // Content-Length is merged where its lines are equal.
  exposedHeaders: (request, response) => exposedHeaders(request, mergeContentLength(response)),
  console: firefoxConsole,
};

function mergeContentLength(response: WireResponse): WireResponse {
  let seen = false;
  const headers = response.headers.filter(([name]) => {
    if (byteLowercase(name) !== 'content-length') return true;
    const first = !seen;
    seen = true;
    return first;
  });
  return { ...response, headers };
}
