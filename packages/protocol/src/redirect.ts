import { isAscii } from './byte-case.js';
import type { HeaderList, WireResponse } from './exchange.js';
import type { Failure } from './failure.js';
import type { FetchRequest } from './fetch-request.js';
import { getLines, remove } from './header-list.js';
import { isRedirectStatus } from './preflight-check.js';
import type { RedirectTarget } from './rules.js';
import { isHttp, readLocation, type Url } from './url.js';

/** The most redirects that are followed. */
export const REDIRECT_LIMIT = 20;

/** https://fetch.spec.whatwg.org/#concept-response-location-url */
export function locationUrl(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isRedirectStatus(response.status)) return { kind: 'none' };
  const [location, ...more] = getLines(response.headers, 'location');
  if (location === undefined) return { kind: 'missing' };
  return more.length === 0 ? resolveLocation(request, location) : { kind: 'invalid', location };
}

/** The place that a Location names, as seen from the current URL, whose fragment it keeps where it has none. */
export function resolveLocation(request: FetchRequest, location: string, base = request.url): RedirectTarget {
  const url = readLocation(location, base);
  return url ? { kind: 'to', url } : { kind: 'invalid', location };
}

/** Bytes beyond ASCII as engines take them in a Location: each is escaped as it is. */
export const escapeBytes = (location: string): string =>
  isAscii(location)
    ? location
    : location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether a redirect may be followed: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 4 to 10. */
export function redirectFailure(request: FetchRequest, response: WireResponse, target: Url): Failure | undefined {
  // 4. HTTP(S) only.
  if (!isHttp(target)) return { code: 'RedirectDisallowedScheme', parameter: target.href };
  // 5, 6. The limit.
  if (request.redirects >= REDIRECT_LIMIT) return { code: 'RedirectLimit' };
  return redirectCredentialsFailure(request, target) ?? redirectBodyFailure(request, response);
}

/** Steps 7 and 8: a user and password in the new URL. */
export function redirectCredentialsFailure(request: FetchRequest, target: Url): Failure | undefined {
  const refused =
    target.includesCredentials &&
    ((request.init.mode === 'cors' && request.init.origin !== target.origin) || request.tainting === 'cors');
  return refused ? { code: 'RedirectContainsCredentials', parameter: target.href } : undefined;
}

/** Step 9: a stream can't be sent again. */
export const redirectBodyFailure = (request: FetchRequest, response: WireResponse): Failure | undefined =>
  response.status !== 303 && request.streaming ? { code: 'RedirectBodyNotReplayable' } : undefined;

/** https://fetch.spec.whatwg.org/#request-body-header-name */
export const REQUEST_BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** Whether the redirect turns the method into GET. */
export const rewritesToGet = (method: string, status: number): boolean =>
  ((status === 301 || status === 302) && method === 'POST') ||
  (status === 303 && method !== 'GET' && method !== 'HEAD');

/** The headers that go on: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 11 and 12. */
export function redirectedHeaders({ method, url, headers }: FetchRequest, status: number, target: Url): HeaderList {
  // 11. What described the body goes with it.
  const remaining = rewritesToGet(method, status) ? remove(headers, ...REQUEST_BODY_HEADERS) : headers;
  // 12. Authorization stays with the origin that it was meant for.
  return url.origin === target.origin ? remaining : remove(remaining, 'authorization');
}

/** The request of the next hop: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 11 to 18. */
export function redirected(
  request: FetchRequest,
  response: WireResponse,
  target: Url,
  headers = redirectedHeaders(request, response.status, target),
  preflightAbout = request.preflightAbout,
): FetchRequest {
  const { init, url } = request;
  // 11. The method becomes GET, and the body goes.
  const toGet = rewritesToGet(request.method, response.status);
  return {
    init,
    url: target,
    method: toGet ? 'GET' : request.method,
    headers,
    body: toGet ? null : request.body,
    streaming: toGet ? false : request.streaming,
    redirectTainted: request.redirectTainted || (url.origin !== target.origin && url.origin !== init.origin),
    tainting: request.tainting,
    redirects: request.redirects + 1,
    redirectedFrom: { request, response },
    original: request.original,
    preflightAbout,
    preflighted: request.preflighted,
  };
}
