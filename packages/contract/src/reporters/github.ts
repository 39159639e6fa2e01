import { annotation, MOST_ANNOTATIONS } from '@corsmith/evidence';
import {
  adviceOf,
  failing,
  headline,
  reasonOf,
  ruleOf,
  type TestedExpectation,
  type TestReport,
} from '../report/report.js';
import type { Reporter } from '../reporter.js';

/**
 * Annotations at the lines of the contract.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Reporter = {
  name: 'github',
  covers: 'failing',
  kind: 'annotations',
  render(report) {
    const failures = failing(report);
    const shown = failures.length <= MOST_ANNOTATIONS ? failures : failures.slice(0, MOST_ANNOTATIONS - 1);
    const left = failures.length - shown.length;
    const rest = left > 0 ? [annotation({ title: 'corsmith' }, `and ${left} more. ${headline(report)}.`)] : [];
    const all = failures.length === 0 ? [annotation({ title: 'corsmith' }, `${headline(report)}.`, 'notice')] : [];
    return [...shown.map((test) => annotationOf(test, report)), ...rest, ...all, ''].join('\n');
  },
};

function annotationOf(test: TestedExpectation, { contract }: TestReport): string {
  const message = [test.title, reasonOf(test) ?? '', ...adviceOf(test)];
  return annotation(
    { file: test.file ?? contract, line: `${test.line}`, title: `corsmith: ${ruleOf(test)}` },
    message.join('\n'),
  );
}
