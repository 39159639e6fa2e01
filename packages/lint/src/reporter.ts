import type { OutputKind } from '@corsmith/evidence';
import type { LintReport } from './report.js';
import type { LintReporterName } from './reporter-names.js';

/** A reporter: a pure function from findings to text in one format. */
export interface LintReporter {
  readonly name: LintReporterName;
  /** Reporters that the help lists after this one. */
  readonly before?: readonly LintReporterName[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** `annotations` are for a CI runner, and begin with `::`. Default: `text`. */
  readonly kind?: OutputKind;
  readonly render: (report: LintReport) => string;
}
