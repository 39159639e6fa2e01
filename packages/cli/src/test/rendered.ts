import { rendered as renderedBy, reporterOf, type TestReport } from '@corsmith/contract/report';
import { guardedText, type OutputKind } from '@corsmith/evidence';
import type { OutputName } from './output-names.js';
import { pretty, type ReportScreen } from './pretty.js';

/** A report as written to a file or to standard output. */
export function rendered(
  name: OutputName,
  report: TestReport,
  screen: ReportScreen,
): { readonly text: string; readonly kind: OutputKind } {
  return name === 'pretty'
    ? { text: guardedText(pretty(report, screen)), kind: 'text' }
    : renderedBy(reporterOf(name), report);
}

/** Whether that output shows expectations that hold. */
export const showsAll = (name: OutputName, { detail }: Pick<ReportScreen, 'detail'>): boolean =>
  name === 'pretty' ? detail === 'verbose' : reporterOf(name).covers === 'all';
