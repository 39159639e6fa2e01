import type { CauseRule } from './cause.js';
import { credentialsNotAllowed } from './credentials-not-allowed.js';
import { duplicateAllowOrigin } from './duplicate-allow-origin.js';
import { headerNotAllowed } from './header-not-allowed.js';
import { invalidAllowOrigin } from './invalid-allow-origin.js';
import { malformedAllowList } from './malformed-allow-list.js';
import { methodNotAllowed } from './method-not-allowed.js';
import { multipleOriginsInHeader } from './multiple-origins-in-header.js';
import { networkFailures } from './network-failures.js';
import { noAllowOrigin } from './no-allow-origin.js';
import { originMismatch } from './origin-mismatch.js';
import { preflightNeedsAuth } from './preflight-needs-auth.js';
import { preflightNotHandled } from './preflight-not-handled.js';
import { preflightRedirected } from './preflight-redirected.js';
import { strippedByProxy } from './stripped-by-proxy.js';
import { wildcardWithCredentials } from './wildcard-with-credentials.js';

/** Every cause; where several match, the first is the one that explains more. */
export const causes: readonly CauseRule[] = [
  ...networkFailures,
  strippedByProxy,
  preflightRedirected,
  preflightNeedsAuth,
  preflightNotHandled,
  duplicateAllowOrigin,
  multipleOriginsInHeader,
  invalidAllowOrigin,
  wildcardWithCredentials,
  originMismatch,
  noAllowOrigin,
  credentialsNotAllowed,
  malformedAllowList,
  methodNotAllowed,
  headerNotAllowed,
];
