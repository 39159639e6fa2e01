// Written by `npm run lists` from rules/.

import type { Rule } from './rule.js';
import { anyOriginWithCredentials } from './rules/any-origin-with-credentials.js';
import { anyPortOfLocalhost } from './rules/any-port-of-localhost.js';
import { contentTypeNotAllowed } from './rules/content-type-not-allowed.js';
import { hostingSuffix } from './rules/hosting-suffix.js';
import { httpOriginWithCredentials } from './rules/http-origin-with-credentials.js';
import { maxAgeCapped } from './rules/max-age-capped.js';
import { methodNeverMatches } from './rules/method-never-matches.js';
import { missingVary } from './rules/missing-vary.js';
import { nullOrigin } from './rules/null-origin.js';
import { originNeverMatches } from './rules/origin-never-matches.js';
import { patternTooWide } from './rules/pattern-too-wide.js';
import { responseHeaderAsRequestHeader } from './rules/response-header-as-request-header.js';
import { wildcardHeaderWithCredentials } from './rules/wildcard-header-with-credentials.js';
import { wildcardWithCredentials } from './rules/wildcard-with-credentials.js';
import { wildcardWithoutAuthorization } from './rules/wildcard-without-authorization.js';

/** Every rule that policies are judged by. */
export const rules: readonly Rule[] = [
  anyOriginWithCredentials,
  anyPortOfLocalhost,
  contentTypeNotAllowed,
  hostingSuffix,
  httpOriginWithCredentials,
  maxAgeCapped,
  methodNeverMatches,
  missingVary,
  nullOrigin,
  originNeverMatches,
  patternTooWide,
  responseHeaderAsRequestHeader,
  wildcardHeaderWithCredentials,
  wildcardWithCredentials,
  wildcardWithoutAuthorization,
];
