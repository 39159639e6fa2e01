import { guardedText } from '../../terminal/guarded.js';
import type { OutputKind } from '../../terminal/runner-commands.js';
import type { TestReport } from '../report.js';
import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import type { ReporterName } from './names.js';
import { pretty } from './pretty.js';
import type { Reporter, ReportScreen } from './reporter.js';
import { sarif } from './sarif.js';
import { tap } from './tap.js';

export const reporters: Readonly<Record<ReporterName, Reporter>> = {
  pretty,
  json,
  junit,
  sarif,
  github,
  tap,
  markdown,
};

/** A report as it is written, to a file or to standard output. */
export function rendered(
  name: ReporterName,
  report: TestReport,
  screen: ReportScreen,
): { readonly text: string; readonly kind: OutputKind } {
  const kind = name === 'github' ? 'annotations' : 'text';
  return { text: guardedText(reporters[name].render(report, screen), kind), kind };
}
