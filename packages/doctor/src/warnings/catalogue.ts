import { allowsTrailingJunk } from './allows-trailing-junk.js';
import { authorizationUnderWildcard } from './authorization-under-wildcard.js';
import { errorPathUncovered } from './error-path-uncovered.js';
import { httpOriginWithCredentials } from './http-origin-with-credentials.js';
import { maxAgeOverCap } from './max-age-over-cap.js';
import { missingVary } from './missing-vary.js';
import { noMaxAge } from './no-max-age.js';
import { nullAllowed } from './null-allowed.js';
import { preflightHasBody } from './preflight-has-body.js';
import { reflectsAnyOrigin } from './reflects-any-origin.js';
import { varyStar } from './vary-star.js';
import type { WarningRule } from './warning.js';

/** Every warning, those that let strangers in first. */
export const warnings: readonly WarningRule[] = [
  reflectsAnyOrigin,
  nullAllowed,
  allowsTrailingJunk,
  httpOriginWithCredentials,
  missingVary,
  errorPathUncovered,
  authorizationUnderWildcard,
  noMaxAge,
  maxAgeOverCap,
  preflightHasBody,
  varyStar,
];
