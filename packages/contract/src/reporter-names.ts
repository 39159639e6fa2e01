// Written by `npm run lists` from reporters/.

export const REPORTER_NAMES = ['json', 'junit', 'sarif', 'github', 'tap', 'markdown'] as const;

/** Drafts too: nothing lists them yet. */
export type ReporterName = (typeof REPORTER_NAMES)[number];
