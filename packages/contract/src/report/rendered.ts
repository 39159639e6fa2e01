import { guardedText, type OutputKind } from '@corsmith/evidence';
import type { Reporter } from '../reporter.js';
import type { ReporterName } from '../reporter-names.js';
import { reporters } from '../reporters.js';
import type { TestReport } from './report.js';

/** The reporter of that name. @throws RangeError for a draft, which nothing lists. */
export function reporterOf(name: ReporterName): Reporter {
  const reporter = reporters.find((one) => one.name === name);
  if (!reporter) throw new RangeError(`The reporter '${name}' is a draft.`);
  return reporter;
}

/** A report as it is written to a file or to standard output: nothing in it is executed there. */
export function rendered(
  { render, kind = 'text' }: Reporter,
  report: TestReport,
): { readonly text: string; readonly kind: OutputKind } {
  return { text: guardedText(render(report), kind), kind };
}
