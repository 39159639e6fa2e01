import { corsCheck, serializeRequestOrigin } from '../cors-check.js';
import type { WireResponse } from '../exchange.js';
import { getLines } from '../header-list.js';
import { headersCheck, headersListCheck, methodCheck, methodsListCheck, statusCheck } from '../preflight-check.js';
import { escapeBytes, resolveLocation } from '../redirect.js';
import { combineLines, type Failure, type FetchRequest } from '../request.js';
import { dataBodyLength, dataResponse } from '../response.js';
import type { RedirectTarget, Rules } from '../rules.js';
import { firefoxConsole } from './firefox-console.js';
import { isCorrupt, receivedHeaders, sentHeaders } from './firefox-headers.js';
import { corsPreflightNames, firefoxAccessCheck, firefoxRedirected, preflightCache } from './firefox-preflight.js';
import { isClosedToRedirects } from './firefox-schemes.js';
import { standard } from './standard.js';

/** Firefox tells several lines apart from one line with several values, and an invalid value not from another origin. */
function firefoxCorsCheck(request: FetchRequest, response: WireResponse, origin: string): Failure | undefined {
  if (getLines(response.headers, 'access-control-allow-origin').length > 1)
    return { code: 'MultipleAllowOriginValues' };
  const failure = corsCheck(request, response, origin);
  return failure?.code === 'MultipleAllowOriginValues' || failure?.code === 'InvalidAllowOriginValue'
    ? { ...failure, code: 'AllowOriginMismatch' }
    : failure;
}

/** Of equal lines one counts, bytes beyond ASCII are escaped as they are, and a status without a Location is none. */
function redirectTarget(request: FetchRequest, response: WireResponse): RedirectTarget {
  const target = standard.redirectTarget(request, response);
  const [location = ''] = getLines(response.headers, 'location');
  return target.kind === 'none' || target.kind === 'missing' ? target : resolveLocation(request, escapeBytes(location));
}

/** Where a redirect may not lead, the answer is not looked at any more. */
function redirectChecksBefore(request: FetchRequest, target: RedirectTarget): Failure | undefined {
  if (request.redirect !== 'follow') return undefined;
  if (target.kind === 'invalid') return { code: 'RedirectInvalidLocation', parameter: target.location };
  const scheme = target.kind === 'to' ? target.url.protocol.slice(0, -1) : '';
  return isClosedToRedirects(scheme) ? { code: 'RedirectDisallowedScheme', parameter: scheme } : undefined;
}

/** Firefox ESR 153. */
export const firefox: Rules = {
  ...standard,
  name: 'firefox',
  fillHeaders: (headers, initiator) => (initiator === 'xhr' ? combineLines(headers) : headers),
  sentHeaders,
  streamedBody: 'taken-whole',
  cacheMode: (mode, headers, initiator) => (initiator === 'xhr' ? mode : standard.cacheMode(mode, headers, initiator)),
  corsPreflightNames,
  // The preflight of a redirect still names the page.
  originOf: (request, kind) => (kind === 'preflight' ? request.origin : serializeRequestOrigin(request)),
  corsCheck: firefoxCorsCheck,
  preflightChecks: [firefoxAccessCheck, statusCheck],
  permissionChecks: [methodsListCheck, methodCheck, headersListCheck, headersCheck],
  preflightCache,
  redirectTarget,
  redirectChecksBefore,
  redirected: firefoxRedirected,
  // 101 is an answer like others.
  responseFailure: (_request, response) =>
    (response.status < 200 && response.status !== 101) || isCorrupt(response) ? { code: 'NetworkFailure' } : undefined,
  receivedHeaders,
  dataResponse(request, url) {
    const response = dataResponse(url);
    if (request.initiator !== 'fetch') return response;
    return { ...response, headers: [['content-length', String(dataBodyLength(url))], ...response.headers] };
  },
  console: firefoxConsole,
};
