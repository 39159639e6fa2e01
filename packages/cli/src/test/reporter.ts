import type { Colour } from '../terminal/paint.js';
import type { TestReport } from './report.js';
import type { ReporterName } from './reporter-names.js';

/** The shape of a reporter: a pure function from what was found to the text of one format. */
export interface Reporter {
  readonly name: ReporterName;
  /** Reporters that the help lists after this one. */
  readonly before?: readonly ReporterName[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** What it tells of: with `failing` the others need not be kept. */
  readonly tells: 'all' | 'failing';
  readonly render: (report: TestReport, screen: ReportScreen) => string;
}

export interface ReportScreen {
  /** Columns. */
  readonly width: number;
  readonly colour: Colour;
  /** `short`: what does not hold; `verbose`: everything. */
  readonly detail: 'short' | 'verbose';
}
