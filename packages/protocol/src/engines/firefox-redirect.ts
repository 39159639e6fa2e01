import type { WireResponse } from '../exchange.js';
import { getLines, remove } from '../header-list.js';
import { isRedirectStatus } from '../preflight-check.js';
import { escapeBytes, REQUEST_BODY_HEADERS, redirected, resolveLocation, rewritesToGet } from '../redirect.js';
import { currentUrl, type Failure, type FetchRequest } from '../request.js';
import type { RedirectTarget } from '../rules.js';
import { unsafeNames, withoutType } from './firefox-preflight.js';
import { isClosedToRedirects } from './firefox-schemes.js';

/** Of equal lines one counts, and bytes beyond ASCII are escaped as they are. */
export function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  if (!isRedirectStatus(response.status)) return { kind: 'none' };
  const [location] = getLines(response.headers, 'location');
  return location === undefined ? { kind: 'missing' } : resolveLocation(request, escapeBytes(location));
}

/** Where a redirect may not lead, the answer is not looked at any more. */
export function redirectChecksBefore(request: FetchRequest, target: RedirectTarget): Failure | undefined {
  if (request.redirect !== 'follow') return undefined;
  if (target.kind === 'invalid') return { code: 'RedirectInvalidLocation', parameter: target.location };
  return target.kind === 'to' && isClosedToRedirects(request, target.url)
    ? { code: 'RedirectDisallowedScheme', parameter: target.url.href }
    : undefined;
}

/**
 * Each hop starts again from what the page set. A redirect takes from that what describes a body where it would turn the
 * page's own method into GET, and from the preflight where it turns the current one into GET. To XHR the type that a body
 * brings is the body's, and goes with it.
 */
export function firefoxRedirected(request: FetchRequest, response: WireResponse, target: URL): FetchRequest {
  const next = redirected(request, response, target);
  const { method, headers, bodyType } = request.original;
  const isBodys = request.initiator === 'xhr' && bodyType !== undefined;
  const type = isBodys && next.body !== null ? [['Content-Type', bodyType] as const] : [];
  const kept = remove(
    isBodys ? withoutType(headers) : headers,
    ...(currentUrl(request).origin === target.origin ? [] : ['authorization']),
  );
  const without = (stripped: boolean) => [...remove(kept, ...(stripped ? REQUEST_BODY_HEADERS : [])), ...type];
  return {
    ...next,
    headers: without(rewritesToGet(method, response.status)),
    unsafeNames: unsafeNames(without(rewritesToGet(request.method, response.status))),
  };
}
