// Written by `npm run lists` from causes/.

import type { CauseRule } from './cause.js';
import { addedTwiceByProxy } from './causes/added-twice-by-proxy.js';
import { anotherProgram } from './causes/another-program.js';
import { blockedPort } from './causes/blocked-port.js';
import { cachedOtherOrigin } from './causes/cached-other-origin.js';
import { cachedWithoutVary } from './causes/cached-without-vary.js';
import { challenge } from './causes/challenge.js';
import { connectionRefused } from './causes/connection-refused.js';
import { connectionReset } from './causes/connection-reset.js';
import { cookieRefused } from './causes/cookie-refused.js';
import { credentialsNotAllowed } from './causes/credentials-not-allowed.js';
import { crossOriginResourcePolicy } from './causes/cross-origin-resource-policy.js';
import { csrfFilter } from './causes/csrf-filter.js';
import { dnsFailure } from './causes/dns-failure.js';
import { duplicateAllowOrigin } from './causes/duplicate-allow-origin.js';
import { edgeAnswersPreflight } from './causes/edge-answers-preflight.js';
import { functionFailed } from './causes/function-failed.js';
import { gatewayError } from './causes/gateway-error.js';
import { headerNotAllowed } from './causes/header-not-allowed.js';
import { headerNotExposed } from './causes/header-not-exposed.js';
import { headersOnlyOnPreflight } from './causes/headers-only-on-preflight.js';
import { headersOnlyOnResponse } from './causes/headers-only-on-response.js';
import { hostNotAllowed } from './causes/host-not-allowed.js';
import { invalidAllowOrigin } from './causes/invalid-allow-origin.js';
import { localNetworkAccess } from './causes/local-network-access.js';
import { loginRedirect } from './causes/login-redirect.js';
import { malformedAllowList } from './causes/malformed-allow-list.js';
import { methodNotAllowed } from './causes/method-not-allowed.js';
import { mixedContent } from './causes/mixed-content.js';
import { multipleOriginsInHeader } from './causes/multiple-origins-in-header.js';
import { noAllowOrigin } from './causes/no-allow-origin.js';
import { notCors } from './causes/not-cors.js';
import { nullOrigin } from './causes/null-origin.js';
import { opaqueResponse } from './causes/opaque-response.js';
import { originMismatch } from './causes/origin-mismatch.js';
import { originNotAllowed } from './causes/origin-not-allowed.js';
import { overwrittenByProxy } from './causes/overwritten-by-proxy.js';
import { preflightNeedsAuth } from './causes/preflight-needs-auth.js';
import { preflightNotHandled } from './causes/preflight-not-handled.js';
import { preflightRedirected } from './causes/preflight-redirected.js';
import { preflightRefused } from './causes/preflight-refused.js';
import { protocolFailure } from './causes/protocol-failure.js';
import { rateLimited } from './causes/rate-limited.js';
import { redirectWithUserinfo } from './causes/redirect-with-userinfo.js';
import { responseRedirected } from './causes/response-redirected.js';
import { responseWithoutHeadersOnError } from './causes/response-without-headers-on-error.js';
import { routeMissing } from './causes/route-missing.js';
import { routeWithoutCors } from './causes/route-without-cors.js';
import { sameOrigin } from './causes/same-origin.js';
import { stalePreflight } from './causes/stale-preflight.js';
import { strippedByProxy } from './causes/stripped-by-proxy.js';
import { timeout } from './causes/timeout.js';
import { tlsFailure } from './causes/tls-failure.js';
import { unstable } from './causes/unstable.js';
import { unsupportedScheme } from './causes/unsupported-scheme.js';
import { websocket } from './causes/websocket.js';
import { wildcardWithCredentials } from './causes/wildcard-with-credentials.js';

/** Every cause. If several match, the first explains the most. */
export const causes: readonly CauseRule[] = [
  mixedContent,
  websocket,
  unsupportedScheme,
  blockedPort,
  dnsFailure,
  connectionRefused,
  connectionReset,
  timeout,
  tlsFailure,
  loginRedirect,
  csrfFilter,
  unstable,
  anotherProgram,
  challenge,
  hostNotAllowed,
  functionFailed,
  rateLimited,
  stalePreflight,
  cachedWithoutVary,
  cachedOtherOrigin,
  addedTwiceByProxy,
  edgeAnswersPreflight,
  gatewayError,
  strippedByProxy,
  overwrittenByProxy,
  redirectWithUserinfo,
  responseRedirected,
  preflightRedirected,
  nullOrigin,
  originNotAllowed,
  methodNotAllowed,
  headerNotAllowed,
  preflightNeedsAuth,
  preflightRefused,
  protocolFailure,
  routeMissing,
  preflightNotHandled,
  duplicateAllowOrigin,
  multipleOriginsInHeader,
  invalidAllowOrigin,
  routeWithoutCors,
  wildcardWithCredentials,
  originMismatch,
  responseWithoutHeadersOnError,
  headersOnlyOnPreflight,
  headersOnlyOnResponse,
  noAllowOrigin,
  credentialsNotAllowed,
  malformedAllowList,
  crossOriginResourcePolicy,
  cookieRefused,
  headerNotExposed,
  sameOrigin,
  opaqueResponse,
  notCors,
  localNetworkAccess,
];
