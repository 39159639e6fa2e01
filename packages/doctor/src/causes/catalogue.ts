import { addedTwiceByProxy } from './added-twice-by-proxy.js';
import { blockedPort } from './blocked-port.js';
import { cachedOtherOrigin } from './cached-other-origin.js';
import { cachedWithoutVary } from './cached-without-vary.js';
import type { CauseRule } from './cause.js';
import { challenge } from './challenge.js';
import { connectionRefused } from './connection-refused.js';
import { connectionReset } from './connection-reset.js';
import { credentialsNotAllowed } from './credentials-not-allowed.js';
import { crossOriginResourcePolicy } from './cross-origin-resource-policy.js';
import { dnsFailure } from './dns-failure.js';
import { duplicateAllowOrigin } from './duplicate-allow-origin.js';
import { edgeAnswersPreflight } from './edge-answers-preflight.js';
import { gatewayError } from './gateway-error.js';
import { headerNotAllowed } from './header-not-allowed.js';
import { headerNotExposed } from './header-not-exposed.js';
import { headersOnlyOnPreflight } from './headers-only-on-preflight.js';
import { headersOnlyOnResponse } from './headers-only-on-response.js';
import { invalidAllowOrigin } from './invalid-allow-origin.js';
import { localNetworkAccess } from './local-network-access.js';
import { malformedAllowList } from './malformed-allow-list.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { mixedContent } from './mixed-content.js';
import { multipleOriginsInHeader } from './multiple-origins-in-header.js';
import { noAllowOrigin } from './no-allow-origin.js';
import { notCors } from './not-cors.js';
import { nullOrigin } from './null-origin.js';
import { opaqueResponse } from './opaque-response.js';
import { originMismatch } from './origin-mismatch.js';
import { originNotAllowed } from './origin-not-allowed.js';
import { overwrittenByProxy } from './overwritten-by-proxy.js';
import { preflightNeedsAuth } from './preflight-needs-auth.js';
import { preflightNotHandled } from './preflight-not-handled.js';
import { preflightRedirected } from './preflight-redirected.js';
import { protocolFailure } from './protocol-failure.js';
import { redirectWithUserinfo } from './redirect-with-userinfo.js';
import { responseRedirected } from './response-redirected.js';
import { responseWithoutHeadersOnError } from './response-without-headers-on-error.js';
import { routeMissing } from './route-missing.js';
import { sameOrigin } from './same-origin.js';
import { stalePreflight } from './stale-preflight.js';
import { strippedByProxy } from './stripped-by-proxy.js';
import { timeout } from './timeout.js';
import { tlsFailure } from './tls-failure.js';
import { unsupportedScheme } from './unsupported-scheme.js';
import { wildcardWithCredentials } from './wildcard-with-credentials.js';

/** Every cause; where several match, the first is the one that explains more. */
export const causes: readonly CauseRule[] = [
  // Nothing was sent, or no response came.
  mixedContent,
  unsupportedScheme,
  blockedPort,
  dnsFailure,
  connectionRefused,
  connectionReset,
  timeout,
  tlsFailure,
  // What stands between says more than what comes through it.
  challenge,
  stalePreflight,
  cachedWithoutVary,
  cachedOtherOrigin,
  addedTwiceByProxy,
  edgeAnswersPreflight,
  gatewayError,
  strippedByProxy,
  overwrittenByProxy,
  // Somewhere else.
  redirectWithUserinfo,
  responseRedirected,
  preflightRedirected,
  // This origin alone.
  nullOrigin,
  originNotAllowed,
  // A list that the server itself goes by, before the statuses that it refuses with.
  methodNotAllowed,
  headerNotAllowed,
  preflightNeedsAuth,
  protocolFailure,
  routeMissing,
  preflightNotHandled,
  // One header.
  duplicateAllowOrigin,
  multipleOriginsInHeader,
  invalidAllowOrigin,
  wildcardWithCredentials,
  originMismatch,
  responseWithoutHeadersOnError,
  headersOnlyOnPreflight,
  headersOnlyOnResponse,
  noAllowOrigin,
  credentialsNotAllowed,
  malformedAllowList,
  // Without CORS.
  crossOriginResourcePolicy,
  // Nothing is blocked, and yet the page lacks something.
  headerNotExposed,
  sameOrigin,
  opaqueResponse,
  notCors,
  localNetworkAccess,
];
