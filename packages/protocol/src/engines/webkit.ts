import { corsCheck, isRedirectTainted, serializeRequestOrigin } from '../cors-check.js';
import type { HeaderList, Initiator, WireResponse } from '../exchange.js';
import type { Blocked } from '../fetch.js';
import { byteLowercase, contains, get, remove, utf8Decode, utf8Encode } from '../header-list.js';
import { replaceCharset } from '../mime-type.js';
import { DEFAULT_MAX_AGE, grantsCover, grantsOf, maxAgeHeader, type PreflightCacheRules } from '../preflight-cache.js';
import {
  accessCheck,
  headersCheck,
  listsCheck,
  methodCheck,
  type PreflightCheck,
  statusCheck,
} from '../preflight-check.js';
import {
  REQUEST_BODY_HEADERS,
  redirectCredentialsFailure,
  redirected,
  redirectFailure,
  resolveLocation,
  rewritesToGet,
} from '../redirect.js';
import { combineLines, currentUrl, type Failure, type FetchRequest, withoutCredentials } from '../request.js';
import type { RedirectTarget, Rules } from '../rules.js';
import { isCorsSafelistedRequestHeader, sortedLowercaseSet } from '../safelist.js';
import { preflightNames, standard } from './standard.js';
import { webkitConsole } from './webkit-console.js';

/** The unit of a range may be in any case. */
const isWebkitSafelisted = (name: string, value: string): boolean =>
  isCorsSafelistedRequestHeader(name, byteLowercase(name) === 'range' ? byteLowercase(value) : value);

/** Each unsafe name by itself: WebKit has no limit for all safelisted values together. */
const unsafeNames = (headers: HeaderList): string[] =>
  sortedLowercaseSet(headers.filter(([name, value]) => !isWebkitSafelisted(name, value)).map(([name]) => name));

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

const KNOWN_NAMES = [
  ...['Accept', 'Accept-Language', 'Authorization', 'Cache-Control', 'Content-Disposition', 'Content-Encoding'],
  ...['Content-Language', 'Content-Location', 'Content-Range', 'Content-Type', 'ETag', 'Expires', 'If-Match'],
  ...[
    'If-Modified-Since',
    'If-None-Match',
    'If-Range',
    'If-Unmodified-Since',
    'Last-Event-ID',
    'Last-Modified',
    'Link',
  ],
  ...['Location', 'Ping-From', 'Ping-To', 'Pragma', 'Range', 'Refresh', 'Upgrade-Insecure-Requests'],
  ...['User-Agent', 'Vary', 'X-Content-Type-Options', 'X-Frame-Options', 'X-XSS-Protection'],
];

/** The first that is missing, names that WebKit knows before others, as WebKit or else the page writes it. */
const webkitHeadersCheck: PreflightCheck = (preflight) => {
  const written = preflight.request.original.headers.map(([name]) => name);
  const known = (name: string) => KNOWN_NAMES.find((one) => byteLowercase(one) === byteLowercase(name));
  const order = [...written.filter(known), ...written.filter((name) => !known(name))];
  const names = order.map(byteLowercase).filter((name) => preflight.names.includes(name));
  const failure = headersCheck({ ...preflight, names });
  const refused = order.find((name) => byteLowercase(name) === failure?.parameter);
  return failure && refused ? { ...failure, parameter: known(refused) ?? refused } : failure;
};

/** The longest that WebKit keeps a preflight, in seconds. */
export const WEBKIT_MAX_AGE_CAP = 600;

/** The whole URL, its fragment included. */
const webkitKey = (request: FetchRequest): string => `${serializeRequestOrigin(request)} ${currentUrl(request).href}`;

/** WebKit remembers the last answer for an origin and a URL as a whole, before it looks at method and headers. */
const preflightCache: PreflightCacheRules = {
  covers(cache, request, names) {
    const key = webkitKey(request);
    const covered = grantsCover(cache.get(key), request, names, {
      now: cache.now(),
      wildcard: () => true,
      forced: 'covered',
    });
    if (!covered) cache.delete(key);
    return covered;
  },
  store(cache, preflight) {
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = /^[+-]?\d+$/.test(header) ? Number(header) : DEFAULT_MAX_AGE;
    const lifetime = Math.min(Math.max(seconds, 0), WEBKIT_MAX_AGE_CAP);
    cache.set(webkitKey(preflight.request), grantsOf(preflight, cache.now() + lifetime * 1000));
  },
  remembers: 'valid',
  // Behind a redirect that hides the page's origin, each request is by itself.
  scope: (request) => (request.origin !== 'null' && isRedirectTainted(request) ? 'request' : 'page'),
  failed: () => {},
};

/** Header values are UTF-8 on their way out and in; what is no UTF-8 becomes U+FFFD. */
const utf8Values = (headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => [name, utf8Encode(utf8Decode(value))]);

/** Every 3xx but those that mean something else. */
const isWebkitRedirect = (status: number): boolean =>
  status >= 301 && status <= 399 && ![304, 305, 306].includes(status);

/** Several Location lines are one, an empty one is a redirect to nowhere, and a page that wants no redirect may read it. */
function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isWebkitRedirect(response.status)) return { kind: 'none' };
  const location = get(response.headers, 'location');
  if (location === undefined) return { kind: request.redirect === 'error' ? 'none' : 'missing' };
  return location === '' ? { kind: 'invalid', location } : resolveLocation(request, location);
}

/** Redirects start from the request as the page made it, and turn a DELETE that leaves its origin into GET. */
function webkitRedirected(request: FetchRequest, response: WireResponse, target: URL): FetchRequest {
  const leaves = currentUrl(request).origin !== target.origin;
  const next = redirected(request, response, target);
  const toGet = rewritesToGet(request.method, response.status);
  const headers = remove(
    request.tainting === 'cors' ? request.original.headers : request.headers,
    ...(toGet ? REQUEST_BODY_HEADERS : []),
    ...(leaves || !contains(request.headers, 'authorization') ? ['authorization'] : []),
  );
  return leaves && request.method === 'DELETE' ? { ...next, headers, method: 'GET', body: null } : { ...next, headers };
}

/** The network process looks at a user and password only of redirects that come from elsewhere. */
const webkitRedirectFailure = (request: FetchRequest, response: WireResponse, target: URL): Failure | undefined =>
  redirectFailure(request, response, request.tainting === 'cors' ? target : withoutCredentials(target));

/**
 * The rest is looked at by the process of the page, when the preflight is through: a user and password, and, where the
 * request began at home and so with credentials, whether the redirecting answer allows them.
 */
function lateRedirectFailure(request: FetchRequest): Blocked | undefined {
  if (!request.redirectedFrom || request.tainting !== 'cors') return undefined;
  const { request: before, response } = request.redirectedFrom;
  const beganAtHome = before.tainting === 'cors' && request.urls[0].origin === request.origin;
  const failure =
    redirectCredentialsFailure(request, currentUrl(request)) ??
    (beganAtHome && request.credentials === 'same-origin'
      ? webkitCorsCheck({ ...before, credentials: 'include' }, response, serializeRequestOrigin(before))
      : undefined);
  const location = currentUrl(request).href;
  return failure && { kind: 'blocked', stage: 'redirect', failure, request: before, response, location };
}

const ELEMENTS: readonly Initiator[] = ['image', 'module', 'script'];

/** WebKitGTK 2.50. */
export const webkit: Rules = {
  ...standard,
  name: 'webkit',
  fillHeaders: (headers) => combineLines(headers).map(([name, value]) => [name, utf8Encode(value)]),
  xhrTextType: replaceCharset,
  // WebKit asks the server all the same.
  cacheMode: (mode, headers, initiator) =>
    mode === 'only-if-cached' ? 'default' : standard.cacheMode(mode, headers, initiator),
  // Cut off where it would leave for another origin.
  urlWithCredentials(url, asker) {
    if (asker.initiator === 'fetch') return { code: 'UrlContainsCredentials' };
    return url.origin === asker.origin ? url : withoutCredentials(url);
  },
  // A User-Agent that the page sets.
  preflightHeaders: ({ headers }) => headers.filter(([name]) => byteLowercase(name) === 'user-agent'),
  streamedBody: 'refused',
  loadsDataUrl: (initiator) => initiator !== 'eventsource',
  // Fonts are loaded without a look at CORS.
  modeOf: ({ mode, initiator }) => (initiator === 'font' ? 'no-cors' : mode),
  preflightsCarryCacheMode: false,
  corsPreflightNames,
  // Elements with a crossorigin attribute name it to their own origin too.
  sendsOrigin: (request) =>
    // Once named, the origin stays on later hops, also of a GET that a redirect made.
    standard.sendsOrigin(request.tainting === 'basic' ? { ...request, method: request.original.method } : request) ||
    (request.mode === 'cors' && ELEMENTS.includes(request.initiator)),
  corsCheck: webkitCorsCheck,
  preflightChecks: [statusCheck, accessCheck, listsCheck],
  permissionChecks: [methodCheck, webkitHeadersCheck],
  preflightCache,
  redirectTarget,
  redirectChecksBefore: (_request, target) =>
    target.kind === 'to' && target.url.protocol === 'ftp:'
      ? { code: 'RedirectDisallowedScheme', parameter: target.url.href }
      : undefined,
  redirectFailure: webkitRedirectFailure,
  lateRedirectFailure,
  redirected: webkitRedirected,
  receivedHeaders: ({ headers }) => utf8Values(headers),
  console: webkitConsole,
};
