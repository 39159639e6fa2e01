import type { WireResponse } from './exchange.js';
import { getLines, remove } from './header-list.js';
import { parseUrl } from './origin.js';
import { isRedirectStatus } from './preflight-check.js';
import { currentUrl, type Failure, type FetchRequest, includesCredentials } from './request.js';
import type { RedirectTarget } from './rules.js';

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
export function resolveLocation(request: FetchRequest, location: string, base = currentUrl(request)): RedirectTarget {
  const url = parseUrl(location, base.href);
  if (!url) return { kind: 'invalid', location };
  // An empty fragment counts as none, and goes.
  if (url.hash === '' && (base.hash !== '' || url.href.endsWith('#'))) url.hash = base.hash;
  return { kind: 'to', url };
}

/** Bytes beyond ASCII as engines take them in a Location: each is escaped as it is. */
export const escapeBytes = (location: string): string =>
  location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

export const isHttp = (url: URL): boolean => url.protocol === 'http:' || url.protocol === 'https:';

/** Whether a redirect may be followed: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 4 to 10. */
export function redirectFailure(request: FetchRequest, response: WireResponse, target: URL): Failure | undefined {
  // 4. HTTP(S) only.
  if (!isHttp(target)) return { code: 'RedirectDisallowedScheme', parameter: target.href };
  // 5, 6. The limit.
  if (request.urls.length > REDIRECT_LIMIT) return { code: 'RedirectLimit' };
  return redirectCredentialsFailure(request, target) ?? redirectBodyFailure(request, response);
}

/** Steps 7 and 8: a user and password in the new URL. */
export function redirectCredentialsFailure(request: FetchRequest, target: URL): Failure | undefined {
  const refused =
    includesCredentials(target) &&
    ((request.mode === 'cors' && request.origin !== target.origin) || request.tainting === 'cors');
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

/** The request of the next hop: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 11 to 18. */
export function redirected(request: FetchRequest, response: WireResponse, target: URL): FetchRequest {
  // 11. The method becomes GET, and what described the body goes.
  const toGet = rewritesToGet(request.method, response.status);
  // 12. Authorization stays with the origin that it was meant for.
  const leaves = currentUrl(request).origin !== target.origin;
  return {
    ...request,
    method: toGet ? 'GET' : request.method,
    body: toGet ? null : request.body,
    streaming: toGet ? false : request.streaming,
    headers: remove(request.headers, ...(toGet ? REQUEST_BODY_HEADERS : []), ...(leaves ? ['authorization'] : [])),
    urls: [...request.urls, target],
    redirectTainted: request.redirectTainted || (leaves && currentUrl(request).origin !== request.origin),
    redirectedFrom: { request, response },
  };
}
