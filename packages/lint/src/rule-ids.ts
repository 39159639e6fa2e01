// Written by `npm run lists` from rules/.

export const RULE_IDS = [
  'any-origin-with-credentials',
  'any-port-of-localhost',
  'content-type-not-allowed',
  'hosting-suffix',
  'http-origin-with-credentials',
  'max-age-capped',
  'method-never-matches',
  'missing-vary',
  'null-origin',
  'origin-never-matches',
  'pattern-too-wide',
  'response-header-as-request-header',
  'wildcard-header-with-credentials',
  'wildcard-with-credentials',
  'wildcard-without-authorization',
] as const;

/** Drafts too: nothing lists them yet. */
export type RuleId = (typeof RULE_IDS)[number];
