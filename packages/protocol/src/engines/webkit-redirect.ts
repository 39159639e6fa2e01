import { serializeRequestOrigin } from '../cors-check.js';
import type { HeaderList, WireResponse } from '../exchange.js';
import type { Failure } from '../failure.js';
import type { FetchRequest } from '../fetch-request.js';
import { lowercaseName } from '../field-name.js';
import { contains, get, remove } from '../header-list.js';
import { isRedirectStatus } from '../preflight-check.js';
import {
  REQUEST_BODY_HEADERS,
  redirectCredentialsFailure,
  redirected,
  redirectFailure,
  resolveLocation,
  rewritesToGet,
} from '../redirect.js';
import type { RedirectTarget } from '../rules.js';
import type { Blocked } from '../step.js';
import { type Url, withoutCredentials } from '../url.js';
import { webkitCorsCheck } from './webkit-cors-check.js';

/** Every 3xx but those that mean something else. */
const isWebkitRedirect = (status: number): boolean =>
  status >= 301 && status <= 399 && ![304, 305, 306].includes(status);

/** Several Location lines are one, an empty one leads nowhere, and a page that wants no redirect may read some of these. */
export function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isWebkitRedirect(response.status)) return { kind: 'none' };
  const location = get(response.headers, 'location');
  if (location) return resolveLocation(request, location);
  if (request.init.redirect === 'error') return { kind: 'none' };
  if (request.init.redirect === 'manual' && !isRedirectStatus(response.status)) return { kind: 'none' };
  return location === undefined ? { kind: 'missing' } : { kind: 'invalid', location };
}

/**
 * A DELETE that leaves its origin becomes GET. A `no-cors` request that leaves home begins anew as it is then, without a
 * user and password; with CORS those are looked at later.
 */
export function webkitRedirected(request: FetchRequest, response: WireResponse, target: Url): FetchRequest {
  const leaves = request.url.origin !== target.origin;
  const beginsAnew = leaves && request.tainting === 'basic' && request.init.mode !== 'cors';
  const remaining = webkitHeaders(request, response, leaves);
  const headers =
    leaves || !contains(request.headers, 'authorization') ? remove(remaining, 'authorization') : remaining;
  const next = redirected(request, response, beginsAnew ? withoutCredentials(target) : target, headers);
  // Where leaving the origin changes whether credentials are sent, a 307 can't bring the lost type back.
  const losesType = request.init.credentials === 'same-origin';
  const becomesGet = leaves && request.method === 'DELETE';
  if (!becomesGet && !beginsAnew) return next;
  const method = becomesGet ? 'GET' : next.method;
  return {
    ...next,
    method,
    body: becomesGet ? null : next.body,
    original: beginsAnew ? { method, headers: losesType ? headers : next.original.headers } : next.original,
  };
}

/**
 * What describes a body goes where a redirect makes a GET. A CORS request, and one that becomes such a request, starts again
 * from what the page set. Others lose the page's User-Agent, and a lost type comes back with 307 and 308.
 */
function webkitHeaders(request: FetchRequest, { status }: WireResponse, leaves: boolean): HeaderList {
  const { headers } = request.original;
  const withoutBody = (lines: HeaderList) =>
    rewritesToGet(request.method, status) ? remove(lines, ...REQUEST_BODY_HEADERS) : lines;
  if (request.tainting === 'cors' || (leaves && request.init.mode === 'cors')) return withoutBody(headers);
  const remaining = withoutBody(remove(request.headers, 'user-agent'));
  const comesBack = (status === 307 || status === 308) && !contains(remaining, 'content-type');
  return comesBack ? [...remaining, ...headers.filter(([name]) => lowercaseName(name) === 'content-type')] : remaining;
}

/** The network process looks at a user and password only of redirects that come from elsewhere. Old scripts may be data: URLs. */
export function webkitRedirectFailure(request: FetchRequest, response: WireResponse, target: Url): Failure | undefined {
  if (target.protocol === 'data:' && request.init.initiator === 'script' && request.init.mode === 'no-cors')
    return undefined;
  return redirectFailure(request, response, request.tainting === 'cors' ? target : withoutCredentials(target));
}

const withCredentials = (request: FetchRequest): FetchRequest => ({
  ...request,
  init: { ...request.init, credentials: 'include' },
});

/**
 * The rest is looked at by the process of the page, when the preflight is through: a user and password, and, where the
 * request began same-origin and so with credentials, whether the redirect's response allows them.
 */
export function lateRedirectFailure(request: FetchRequest): Blocked | undefined {
  if (!request.redirectedFrom || request.tainting !== 'cors') return undefined;
  const { request: before, response } = request.redirectedFrom;
  const beganAtHome = before.tainting === 'cors' && request.init.url.origin === request.init.origin;
  const failure =
    redirectCredentialsFailure(request, request.url) ??
    (beganAtHome && request.init.credentials === 'same-origin'
      ? webkitCorsCheck(withCredentials(before), response, serializeRequestOrigin(before))
      : undefined);
  const location = request.url.href;
  return failure && { kind: 'blocked', stage: 'redirect', failure, request: before, response, location };
}
