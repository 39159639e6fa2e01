import { BAD_PORTS } from '../bad-port.js';
import { corsCheck, serializeRequestOrigin } from '../cors-check.js';
import { processDataUrl } from '../data-url.js';
import type { FetchRequest } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { isForbiddenRequestHeader } from '../forbidden.js';
import { isCorsSafelistedMethod } from '../method.js';
import { withUtf8Charset } from '../mime-type.js';
import { standardPreflightCache } from '../preflight-cache.js';
import {
  accessCheck,
  forcedMethodCheck,
  headersCheck,
  listsCheck,
  nonWildcardCheck,
  statusCheck,
} from '../preflight-check.js';
import { locationUrl, redirected, redirectFailure } from '../redirect.js';
import { combineLines } from '../request.js';
import { dataResponse, exposedHeaders } from '../response.js';
import type { Rules } from '../rules.js';
import { corsUnsafeRequestHeaderNames, isCorsSafelistedRequestHeader } from '../safelist.js';

/**
 * The letter of the Fetch standard. Steps are numbered in this package as in its commit of 2 July 2026:
 * https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/
 */
export const standard: Rules = {
  name: 'standard',
  isForbiddenRequestHeader,
  isSafelisted: isCorsSafelistedRequestHeader,
  urlWithCredentials: (url, { initiator }) => (initiator === 'fetch' ? { code: 'UrlContainsCredentials' } : url),
  // Lines of one name are spelled as the first. https://fetch.spec.whatwg.org/#concept-header-list-append
  fillHeaders: combineLines,
  xhrTextType: (type, { bodyType }) => (bodyType === undefined ? withUtf8Charset(type) : type),
  isBodyTypeKept: (type) => isCorsSafelistedRequestHeader('content-type', type),
  sentHeaders: ({ headers }) => headers,
  streamedBody: 'sent',
  readsHeadersFirst: false,
  preflightsEmptyUploads: true,
  modeOf: ({ mode }) => mode,
  badPorts: BAD_PORTS,
  loadsDataUrl: () => true,
  preflightHeaders: () => [],
  preflightsCarryCacheMode: true,
  // https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.16
  cacheMode: (mode, headers) => (mode === 'default' && isConditional(headers) ? 'no-store' : mode),
  corsPreflightNames: (request) => preflightNames(request, corsUnsafeRequestHeaderNames(request.headers)),
  originOf: serializeRequestOrigin,
  sendsOrigin: ({ tainting, method }) => tainting === 'cors' || (method !== 'GET' && method !== 'HEAD'),
  corsCheck,
  preflightChecks: [accessCheck, statusCheck, listsCheck],
  permissionChecks: [forcedMethodCheck, nonWildcardCheck, headersCheck],
  preflightCache: standardPreflightCache,
  redirectTarget: locationUrl,
  redirectChecksBefore: () => undefined,
  redirectModeFailure: () => ({ code: 'RedirectDisallowedByMode' }),
  redirectFailure,
  lateRedirectFailure: () => undefined,
  redirected,
  // An informational status announces a response.
  responseFailure: (_request, { status }) => (status < 200 ? { code: 'NetworkFailure' } : undefined),
  dataResponse({ url }) {
    const data = processDataUrl(url.href);
    return data ? dataResponse(url, data) : { code: 'NetworkFailure' };
  },
  receivedHeaders: (_status, headers) => headers,
  exposedHeaders,
  console: { blocked: () => [], forbiddenHeader: () => [], requested: () => [], preflightPassed: () => [] },
};

/** https://fetch.spec.whatwg.org/#concept-main-fetch, step 12: whether a preflight is needed, and for which names. */
export function preflightNames(request: FetchRequest, unsafe: readonly string[]): readonly string[] | undefined {
  const needed =
    request.init.useCorsPreflight ||
    (request.init.unsafeRequest && (!isCorsSafelistedMethod(request.method) || unsafe.length > 0));
  return needed ? unsafe : undefined;
}

const CONDITIONAL: ReadonlySet<string> = new Set([
  ...['if-modified-since', 'if-none-match', 'if-unmodified-since', 'if-match', 'if-range'],
]);

/** The page makes its own conditional request. */
export const isConditional = (headers: FetchRequest['headers']): boolean =>
  headers.some(([name]) => CONDITIONAL.has(lowercaseName(name)));
