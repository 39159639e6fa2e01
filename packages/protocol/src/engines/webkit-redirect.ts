import { serializeRequestOrigin } from '../cors-check.js';
import type { WireResponse } from '../exchange.js';
import type { Blocked } from '../fetch.js';
import { contains, get, remove } from '../header-list.js';
import {
  REQUEST_BODY_HEADERS,
  redirectCredentialsFailure,
  redirected,
  redirectFailure,
  resolveLocation,
  rewritesToGet,
} from '../redirect.js';
import { currentUrl, type Failure, type FetchRequest, withoutCredentials } from '../request.js';
import type { RedirectTarget } from '../rules.js';
import { webkitCorsCheck } from './webkit-cors-check.js';

/** Every 3xx but those that mean something else. */
const isWebkitRedirect = (status: number): boolean =>
  status >= 301 && status <= 399 && ![304, 305, 306].includes(status);

/** Several Location lines are one, an empty one is a redirect to nowhere, and a page that wants no redirect may read it. */
export function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isWebkitRedirect(response.status)) return { kind: 'none' };
  const location = get(response.headers, 'location');
  if (location === undefined) return { kind: request.redirect === 'error' ? 'none' : 'missing' };
  return location === '' ? { kind: 'invalid', location } : resolveLocation(request, location);
}

/** Redirects start from the request as the page made it, and turn a DELETE that leaves its origin into GET. */
export function webkitRedirected(request: FetchRequest, response: WireResponse, target: URL): FetchRequest {
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
export const webkitRedirectFailure = (
  request: FetchRequest,
  response: WireResponse,
  target: URL,
): Failure | undefined =>
  redirectFailure(request, response, request.tainting === 'cors' ? target : withoutCredentials(target));

/**
 * The rest is looked at by the process of the page, when the preflight is through: a user and password, and, where the
 * request began at home and so with credentials, whether the redirecting answer allows them.
 */
export function lateRedirectFailure(request: FetchRequest): Blocked | undefined {
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
