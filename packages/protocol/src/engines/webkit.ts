import { corsCheck } from '../cors-check.js';
import type { HeaderList, WireResponse } from '../exchange.js';
import { byteLowercase } from '../header-list.js';
import {
  cacheKey,
  DEFAULT_MAX_AGE,
  grantsCover,
  grantsOf,
  maxAgeHeader,
  type PreflightCacheRules,
} from '../preflight-cache.js';
import {
  accessCheck,
  headersCheck,
  listsCheck,
  methodCheck,
  type PreflightCheck,
  statusCheck,
} from '../preflight-check.js';
import { combineLines, type Failure, type FetchRequest } from '../request.js';
import type { Rules } from '../rules.js';
import { isCorsSafelistedRequestHeader, sortedLowercaseSet } from '../safelist.js';
import { preflightNames, standard } from './standard.js';
import { webkitConsole } from './webkit-console.js';

/** Each unsafe name by itself: WebKit has no limit for all safelisted values together. */
const unsafeNames = (headers: HeaderList): string[] =>
  sortedLowercaseSet(
    headers.filter(([name, value]) => !isCorsSafelistedRequestHeader(name, value)).map(([name]) => name),
  );

/** WebKit asks for what the page set at first, also where a redirect made a plain GET of it. */
function corsPreflightNames(request: FetchRequest): readonly string[] | undefined {
  const names = unsafeNames(request.original.headers);
  return preflightNames(request, names) ?? (request.preflighted ? names : undefined);
}

/** WebKit does not tell a missing header from another origin, and takes a comma for several origins. */
function webkitCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  const failure = corsCheck(request, response, origin);
  switch (failure?.code) {
    case 'MissingAllowOriginHeader':
    case 'AllowOriginMismatch':
    case 'InvalidAllowOriginValue':
      return { code: 'OriginNotAllowed' };
    case 'MultipleAllowOriginValues':
      return failure.parameter?.includes(',') ? failure : { code: 'OriginNotAllowed' };
    default:
      return failure;
  }
}

/** The name as the page wrote it. */
const webkitHeadersCheck: PreflightCheck = (preflight) => {
  const failure = headersCheck(preflight);
  const written = preflight.request.original.headers.find(([name]) => byteLowercase(name) === failure?.parameter);
  return failure && written ? { ...failure, parameter: written[0] } : failure;
};

/** The longest that WebKit keeps a preflight, in seconds. */
export const WEBKIT_MAX_AGE_CAP = 600;

/** WebKit remembers the last answer for an origin and a URL as a whole, before it looks at method and headers. */
const preflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    const key = cacheKey(request.origin, request);
    const covered = grantsCover(cache.get(key), request, names, { now: cache.now(), wildcard: () => true });
    if (!covered) cache.delete(key);
    return covered;
  },
  store(cache, preflight) {
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = /^[+-]?\d+$/.test(header) ? Number(header) : DEFAULT_MAX_AGE;
    const lifetime = Math.min(Math.max(seconds, 0), WEBKIT_MAX_AGE_CAP);
    cache.set(
      cacheKey(preflight.request.origin, preflight.request),
      grantsOf(preflight, cache.now() + lifetime * 1000),
    );
  },
  remembers: 'valid',
  opaqueOrigins: 'page',
  failed: () => {},
};

/** WebKitGTK 2.50. */
export const webkit: Rules = {
  ...standard,
  name: 'webkit',
  fillHeaders: combineLines,
  preflightsEmptyUploads: false,
  streamsRequestBodies: false,
  cacheMode: (mode) => mode,
  corsPreflightNames,
  corsCheck: webkitCorsCheck,
  preflightChecks: [statusCheck, accessCheck, listsCheck],
  permissionChecks: [methodCheck, webkitHeadersCheck],
  preflightCache,
  console: webkitConsole,
};
