import { BAD_PORTS } from '../bad-port.js';
import { isRedirectTainted, serializeRequestOrigin } from '../cors-check.js';
import { processDataUrl } from '../data-url.js';
import type { Initiator, WireResponse } from '../exchange.js';
import { type FetchRequest, urlsOf } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { isForbiddenRequestHeader } from '../forbidden.js';
import { getFirst } from '../header-lines.js';
import { disagree, remove } from '../header-list.js';
import { replaceCharset } from '../mime-type.js';
import { grantOf, grantsCover, maxAgeHeader, type PreflightCacheRules, type Reading } from '../preflight-cache.js';
import {
  accessCheck,
  headersCheck,
  isRedirectStatus,
  listsCheck,
  methodCheck,
  redirectCheck,
  refusedHeader,
  statusCheck,
} from '../preflight-check.js';
import { PREFLIGHT_LIFETIMES } from '../preflight-lifetimes.js';
import {
  escapeBytes,
  REDIRECT_LIMIT,
  redirectCredentialsFailure,
  redirected,
  redirectedHeaders,
  redirectFailure,
  resolveLocation,
} from '../redirect.js';
import { combineLines } from '../request.js';
import { dataResponse } from '../response.js';
import type { PreflightCheck, RedirectTarget, Rules } from '../rules.js';
import { corsUnsafeRequestHeaderNames, isCorsNonWildcardRequestHeaderName } from '../safelist.js';
import { withoutCredentials } from '../url.js';
import { chromiumConsole } from './chromium-console.js';
import { chromiumDataType } from './chromium-data-type.js';
import { headerOrder } from './chromium-header-order.js';
import { CLIENT_HINT_NAMES, chromiumSafelist, type RangeUnit } from './chromium-safelist.js';
import { defineEngine } from './engine.js';
import { isConditional, preflightNames, standard } from './standard.js';

/** Equal lines count as one, an empty one as none; bytes beyond ASCII are escaped as they are. */
function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isRedirectStatus(response.status)) return { kind: 'none' };
  const location = getFirst(response.headers, 'location');
  // Mode error lets a redirect that leads nowhere pass.
  if (!location) return { kind: request.init.redirect === 'error' ? 'none' : 'missing' };
  // User and password do not go out with a request to another origin, and so do not come back in a relative Location.
  const base = request.tainting === 'cors' ? withoutCredentials(request.url) : request.url;
  return resolveLocation(request, escapeBytes(location), base);
}

/** The first that is missing in the order of Chromium's own table. */
const chromiumHeadersCheck: PreflightCheck = (preflight) => {
  const { request, names } = preflight;
  const failure = headersCheck(preflight);
  if (!failure || names.length < 2) return failure;
  const order = headerOrder(request.original.headers, request.init.initiator);
  return refusedHeader(
    preflight,
    order.filter((name) => names.includes(name)),
  );
};

/** The whole URL, its fragment included, without user and password. */
const chromiumKey = ({ init, url }: FetchRequest): string => `${init.origin} ${withoutCredentials(url).href}`;

const reading: Reading = {
  // What was said of a request with credentials names each by its name. Authorization is named by none but its own.
  wildcard: (name, { credentials }) => !credentials && !isCorsNonWildcardRequestHeaderName(name),
  forced: 'covered',
};

/** Chromium caches the last response for an origin and a URL as a whole, and drops it when it does not cover a request. */
const preflightCache = (cachesTainted: boolean): PreflightCacheRules => ({
  covers(cache, request, names) {
    // After a redirect that hides the page's origin, each request has an origin of its own.
    if (isRedirectTainted(request) && !cachesTainted) return false;
    if (request.init.cache !== 'default' && request.init.cache !== 'force-cache') return false;
    const key = chromiumKey(request);
    const grants = cache.get(key);
    if (!grants) return false;
    const covered = grantsCover(grants, request, names, cache.now(), reading);
    if (!covered) cache.delete(key);
    return covered;
  },
  store(cache, preflight) {
    const { request } = preflight;
    if ((isRedirectTainted(request) && !cachesTainted) || request.init.cache === 'no-store') return;
    const header = maxAgeHeader(preflight) ?? '';
    const seconds = /^[+-]?\d+$/.test(header) ? Number(header) : PREFLIGHT_LIFETIMES.chromium.default;
    const lifetime = Math.min(Math.max(seconds, 0), PREFLIGHT_LIFETIMES.chromium.cap);
    cache.set(chromiumKey(request), [grantOf(preflight, cache.now() + lifetime * 1000)]);
  },
  caches: 'permitted',
  // Each request of an opaque origin has an origin of its own.
  scope: ({ init: { origin } }) => (origin === 'null' ? 'request' : 'page'),
  failed: () => {},
});

const ELEMENTS: readonly Initiator[] = ['font', 'image', 'module', 'script'];

/** ManageSieve and IRC over TLS are open in Chromium. */
const OPEN_PORTS: readonly number[] = [4190, 6679];

/** What differs from version to version. */
interface Traits {
  /** Headers that a page can't set, beside those of the standard. */
  readonly forbiddenHeaders: readonly string[];
  /** In the message about a URL of another scheme. */
  readonly corsSchemes: readonly string[];
  readonly rangeUnit: RangeUnit;
  /** Whether preflights are cached after a redirect that hides the page's origin. */
  readonly cachesTainted: boolean;
}

const rules = ({ forbiddenHeaders, corsSchemes, rangeUnit, cachesTainted }: Traits): Rules => ({
  ...standard,
  name: 'chromium',
  isForbiddenRequestHeader: (name, value) =>
    forbiddenHeaders.includes(lowercaseName(name)) || isForbiddenRequestHeader(name, value),
  // Only XHR takes it; from what has a crossorigin attribute it is cut off.
  urlWithCredentials(url, { initiator, mode }) {
    if (initiator === 'xhr') return url;
    return mode === 'cors' && ELEMENTS.includes(initiator)
      ? withoutCredentials(url)
      : { code: 'UrlContainsCredentials' };
  },
  badPorts: new Set([...BAD_PORTS].filter((port) => !OPEN_PORTS.includes(port))),
  dataResponse({ url }) {
    const data = processDataUrl(url.href, chromiumDataType);
    return data ? dataResponse(url, data) : { code: 'NetworkFailure' };
  },
  // The forced preflight is a mode of its own, which takes the place of the page's.
  modeOf: ({ mode, streaming }) => (streaming ? 'cors' : mode),
  fillHeaders: combineLines,
  xhrTextType: replaceCharset,
  preflightsEmptyUploads: false,
  cacheMode: (mode, headers) => (mode === 'default' && isConditional(headers) ? 'no-cache' : mode),
  corsPreflightNames: (request) =>
    preflightNames(request, corsUnsafeRequestHeaderNames(request.headers, chromiumSafelist(rangeUnit))),
  preflightChecks: [redirectCheck, accessCheck, statusCheck, listsCheck],
  permissionChecks: [methodCheck, chromiumHeadersCheck],
  preflightCache: preflightCache(cachesTainted),
  redirectTarget,
  // Without CORS the network stack hides it at the first hop that leads to another origin, and from then on.
  originOf: (request) =>
    request.init.mode === 'no-cors' && urlsOf(request).some(({ origin }) => origin !== request.init.url.origin)
      ? 'null'
      : serializeRequestOrigin(request),
  // Elements with a crossorigin attribute name it to their own origin too.
  sendsOrigin: (request) =>
    standard.sendsOrigin(request) || (request.init.mode === 'cors' && ELEMENTS.includes(request.init.initiator)),
  // Responses that the network stack does not pass on.
  responseFailure: (request, wireResponse, received) =>
    wireResponse.status === 407 || disagree(wireResponse.headers, 'location')
      ? { code: 'NetworkFailure' }
      : standard.responseFailure(request, wireResponse, received),
  // The network stack refuses these before CORS is checked.
  redirectChecksBefore(request, target) {
    // A space in a host is found out when the host is looked up.
    if (target.kind === 'invalid' && !target.location.includes(' '))
      return { code: 'RedirectInvalidLocation', parameter: target.location };
    return target.kind === 'to' && request.redirects >= REDIRECT_LIMIT ? { code: 'RedirectLimit' } : undefined;
  },
  redirectModeFailure: (request, target) =>
    (target.kind === 'to' ? redirectCredentialsFailure(request, target.url) : undefined) ??
    standard.redirectModeFailure(request, target),
  redirectFailure(request, response, target) {
    const failure = redirectFailure(request, response, target);
    if (failure || request.init.initiator === 'xhr' || !target.includesCredentials) return failure;
    return { code: 'UrlContainsCredentials' };
  },
  redirected(request, response, target) {
    const headers = redirectedHeaders(request, response.status, target);
    // Hints stay with the page's own origin.
    const isHome = target.origin === request.init.origin;
    return redirected(request, response, target, isHome ? headers : remove(headers, ...CLIENT_HINT_NAMES));
  },
  console: chromiumConsole(corsSchemes),
});

const CORS_SCHEMES = ['chrome', 'chrome-extension', 'chrome-untrusted', 'data', 'http', 'https', 'isolated-app'];

export const chromium = defineEngine<Traits>({
  tested: ['150', '156'],
  traits: {
    forbiddenHeaders: ['user-agent'],
    corsSchemes: [...CORS_SCHEMES, 'chrome-experimental-site-token-provider'].sort(),
    rangeUnit: 'lower case',
    cachesTainted: false,
  },
  changes: [
    {
      id: 'private-network-header',
      since: '156',
      what: 'A page may set `Access-Control-Request-Private-Network`, which then needs a preflight; before, it was dropped.',
      before: { forbiddenHeaders: ['user-agent', 'access-control-request-private-network'] },
    },
    {
      id: 'range-unit',
      since: '156',
      what: 'A `Range` whose unit is not in lower case (`Bytes=0-10`) needs a preflight; before, it was safelisted.',
      before: { rangeUnit: 'any case' },
    },
    {
      id: 'cache-after-redirect',
      since: '156',
      what: "A preflight after a redirect that hides the page's origin (`Origin: null`) is not cached; before, it was, as the page's own.",
      before: { cachesTainted: true },
    },
    {
      id: 'cors-schemes',
      since: '156',
      what: 'The message about an unsupported scheme also lists `chrome-experimental-site-token-provider`.',
      before: { corsSchemes: CORS_SCHEMES },
    },
  ],
  rules,
});
