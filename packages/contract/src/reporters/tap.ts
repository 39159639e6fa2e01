import { printable, printableLine } from '@corsmith/evidence';
import { reasonOf, ruleOf, type TestedExpectation } from '../report/report.js';
import type { Reporter } from '../reporter.js';

/** https://testanything.org/tap-version-14-specification.html */
export const tap: Reporter = {
  name: 'tap',
  before: ['markdown'],
  covers: 'all',
  render: ({ tests }) =>
    ['TAP version 14', `1..${tests.length}`, ...tests.flatMap((test, index) => lines(test, index + 1)), ''].join('\n'),
};

function lines(test: TestedExpectation, number: number): string[] {
  const reason = reasonOf(test);
  const point = `${isFailing(test) ? 'not ok' : 'ok'} ${number} - ${escaped(test.title)}`;
  if (reason === undefined) return [point];
  if (test.verdict.kind === 'not-verified') return [`${point} # SKIP ${escaped(reason)}`];
  const cause = test.diagnosis?.causes[0];
  return [
    point,
    '  ---',
    `  message: ${quoted(reason)}`,
    `  rule: ${ruleOf(test)}`,
    ...(cause ? [`  cause: ${cause.id}`, `  title: ${quoted(cause.title)}`] : []),
    `  at: ${quoted(`line ${test.line} of ${test.file ?? 'the contract'}`)}`,
    '  ...',
  ];
}

const isFailing = ({ verdict }: TestedExpectation): boolean =>
  verdict.kind === 'broken' || verdict.kind === 'unreachable';

/** `#` would start a directive. */
const escaped = (text: string): string => printable(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');

/** A JSON string is also valid YAML. */
const quoted = (text: string): string => printableLine(text);
