import type { OutputKind } from '@corsmith/evidence';
import type { TestReport } from './report/report.js';
import type { ReporterName } from './reporter-names.js';

/** A reporter: a pure function from a report to text in one format. */
export interface Reporter {
  readonly name: ReporterName;
  /** Reporters that the help lists after this one. */
  readonly before?: readonly ReporterName[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** Which results it needs: with `failing`, the others may be dropped. */
  readonly covers: 'all' | 'failing';
  /** `annotations` are for a CI runner, and begin with `::`. Default: `text`. */
  readonly kind?: OutputKind;
  readonly render: (report: TestReport) => string;
}
