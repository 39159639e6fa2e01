// Written by `npm run lists` from warnings/.

export const WARNING_IDS = [
  'cookie-refused',
  'reflects-any-origin',
  'null-allowed',
  'allows-trailing-junk',
  'http-origin-with-credentials',
  'missing-vary',
  'error-path-uncovered',
  'authorization-under-wildcard',
  'no-max-age',
  'max-age-over-cap',
  'preflight-has-body',
  'vary-star',
] as const;

/** Drafts too: nothing lists them yet. */
export type WarningId = (typeof WARNING_IDS)[number];
