// Written by `npm run lists` from reporters/.

export const LINT_REPORTER_NAMES = ['json', 'junit', 'markdown', 'sarif', 'github'] as const;

/** Drafts too: nothing lists them yet. */
export type LintReporterName = (typeof LINT_REPORTER_NAMES)[number];
