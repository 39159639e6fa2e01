import { LINT_REPORTER_NAMES, type LintReporterName } from '@corsmith/lint/reporter-names';

/** `pretty` is for a terminal. */
export type LintOutputName = 'pretty' | LintReporterName;
export const LINT_OUTPUT_NAMES: readonly LintOutputName[] = ['pretty', ...LINT_REPORTER_NAMES];
