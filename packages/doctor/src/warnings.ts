// Written by `npm run lists` from warnings/.

import type { WarningRule } from './warning.js';
import { allowsTrailingJunk } from './warnings/allows-trailing-junk.js';
import { authorizationUnderWildcard } from './warnings/authorization-under-wildcard.js';
import { cookieRefused } from './warnings/cookie-refused.js';
import { errorPathUncovered } from './warnings/error-path-uncovered.js';
import { httpOriginWithCredentials } from './warnings/http-origin-with-credentials.js';
import { maxAgeOverCap } from './warnings/max-age-over-cap.js';
import { missingVary } from './warnings/missing-vary.js';
import { noMaxAge } from './warnings/no-max-age.js';
import { nullAllowed } from './warnings/null-allowed.js';
import { preflightHasBody } from './warnings/preflight-has-body.js';
import { reflectsAnyOrigin } from './warnings/reflects-any-origin.js';
import { varyStar } from './warnings/vary-star.js';

/** Every warning. Those that allow strangers come first. */
export const warnings: readonly WarningRule[] = [
  cookieRefused,
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
