import { printable } from '@corsmith/evidence';
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

/** GitHub shows ten annotations per step and kind: the last one counts the rest. */
const MOST = 10;

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
    const shown = failures.length <= MOST ? failures : failures.slice(0, MOST - 1);
    const left = failures.length - shown.length;
    const rest = left > 0 ? [`::error title=corsmith::${data(`and ${left} more. ${headline(report)}.`)}`] : [];
    const all = failures.length === 0 ? [`::notice title=corsmith::${data(`${headline(report)}.`)}`] : [];
    return [...shown.map((test) => annotation(test, report)), ...rest, ...all, ''].join('\n');
  },
};

function annotation(test: TestedExpectation, { contract }: TestReport): string {
  const properties = { file: contract, line: `${test.line}`, title: `corsmith: ${ruleOf(test)}` };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  const message = [test.title, reasonOf(test) ?? '', ...adviceOf(test)];
  return `::error ${listed.join(',')}::${data(message.join('\n'))}`;
}

/** Escaped, so that server text can't inject another command. */
const data = (text: string): string =>
  text.split('\n').map(printable).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
