import { BAD_PORTS, badPortFailure } from '../bad-port.js';
import type { HeaderList, WireResponse } from '../exchange.js';
import type { Failure } from '../failure.js';
import type { FetchRequest } from '../fetch-request.js';
import { getFirst } from '../header-lines.js';
import { remove } from '../header-list.js';
import { isRedirectStatus } from '../preflight-check.js';
import {
  escapeBytes,
  REQUEST_BODY_HEADERS,
  redirected,
  redirectFailure,
  resolveLocation,
  rewritesToGet,
} from '../redirect.js';
import type { RedirectTarget, Rules } from '../rules.js';
import type { Url } from '../url.js';
import { withoutType } from './firefox-preflight.js';
import { isClosedToRedirects } from './firefox-schemes.js';

/** Of equal lines one counts, and bytes beyond ASCII are escaped as they are. */
export function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isRedirectStatus(response.status)) return { kind: 'none' };
  const location = getFirst(response.headers, 'location');
  return location === undefined ? { kind: 'missing' } : resolveLocation(request, escapeBytes(location));
}

/** If a redirect leads to a disallowed scheme, the response is not checked any further. */
export function redirectChecksBefore(
  request: FetchRequest,
  target: RedirectTarget,
  followsBlobs: boolean,
): Failure | undefined {
  if (request.init.redirect !== 'follow') return undefined;
  if (target.kind === 'invalid') return { code: 'RedirectInvalidLocation', parameter: target.location };
  return target.kind === 'to' && isClosedToRedirects(request, target.url, followsBlobs)
    ? { code: 'RedirectDisallowedScheme', parameter: target.url.href }
    : undefined;
}

/** A redirect to a blocked port fails where it comes from. Mode same-origin forbids it before. */
export const firefoxRedirectFailure: Rules['redirectFailure'] = (request, response, target) =>
  redirectFailure(request, response, target) ??
  (request.init.mode === 'same-origin' ? undefined : badPortFailure(target, BAD_PORTS));

/**
 * Each hop starts again from what the page set. A redirect takes from that what describes a body where it would turn the
 * page's own method into GET, and from the preflight where it turns the current one into GET. To XHR the type that a body
 * brings is the body's, and goes with it.
 */
export function firefoxRedirected(request: FetchRequest, response: WireResponse, target: Url): FetchRequest {
  const { status } = response;
  const { method, headers } = request.original;
  const { initiator, bodyType } = request.init;
  const isBodys = initiator === 'xhr' && bodyType !== undefined;
  const own = isBodys ? withoutType(headers) : headers;
  const remaining = request.url.origin === target.origin ? own : remove(own, 'authorization');
  const toGet = rewritesToGet(request.method, status);
  const type: HeaderList = isBodys && !toGet && request.body !== null ? [['Content-Type', bodyType]] : [];
  const without = (stripped: boolean): HeaderList => {
    const left = stripped ? remove(remaining, ...REQUEST_BODY_HEADERS) : remaining;
    return type.length === 0 ? left : [...left, ...type];
  };
  const sent = without(rewritesToGet(method, status));
  return redirected(request, response, target, sent, toGet === rewritesToGet(method, status) ? sent : without(toGet));
}
