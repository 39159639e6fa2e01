import type { Colour } from '../terminal/paint.js';
import type { TestReport } from './report.js';
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
  readonly render: (report: TestReport, screen: ReportScreen) => string;
}

export interface ReportScreen {
  /** Columns. */
  readonly width: number;
  readonly colour: Colour;
  /** `short`: failures; `verbose`: everything. */
  readonly detail: 'short' | 'verbose';
}
