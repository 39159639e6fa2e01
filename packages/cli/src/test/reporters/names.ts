/** The reporters, in the order of the help. */
export const REPORTER_NAMES = ['pretty', 'json', 'junit', 'sarif', 'github', 'tap', 'markdown'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];
