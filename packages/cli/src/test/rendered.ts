import { guardedText } from '../terminal/guarded.js';
import type { OutputKind } from '../terminal/runner-commands.js';
import type { TestReport } from './report.js';
import type { Reporter, ReportScreen } from './reporter.js';
import type { ReporterName } from './reporter-names.js';
import { reporters } from './reporters.js';

/** The reporter of that name. */
export const reporterOf = (name: ReporterName): Reporter => reporters.find((one) => one.name === name)!;

/** A report as written to a file or to standard output. */
export function rendered(
  name: ReporterName,
  report: TestReport,
  screen: ReportScreen,
): { readonly text: string; readonly kind: OutputKind } {
  const kind = name === 'github' ? 'annotations' : 'text';
  return { text: guardedText(reporterOf(name).render(report, screen), kind), kind };
}
