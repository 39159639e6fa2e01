import { xmlAttributes, xmlText } from '@corsmith/evidence';
import { adviceOf, reasonOf, ruleOf, type TestedExpectation, type TestReport } from '../report/report.js';
import type { Reporter } from '../reporter.js';

/** The format of Jenkins, GitLab and others: a suite per endpoint, a case per expectation. */
export const junit: Reporter = {
  name: 'junit',
  covers: 'all',
  render(report) {
    const { counts, durationMs } = report;
    const { total: tests, broken: failures, unreachable: errors } = counts;
    const suites = [...suitesOf(report)].flatMap(([name, cases]) => suite(name, cases));
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${xmlAttributes({ name: 'corsmith', tests, failures, errors, time: seconds(durationMs) })}>`,
      ...suites,
      '</testsuites>',
      '',
    ].join('\n');
  },
};

function suitesOf({ tests }: TestReport): ReadonlyMap<string, readonly TestedExpectation[]> {
  const suites = new Map<string, TestedExpectation[]>();
  for (const test of tests) {
    const suite = suites.get(test.endpoint) ?? [];
    suite.push(test);
    suites.set(test.endpoint, suite);
  }
  return suites;
}

function suite(name: string, cases: readonly TestedExpectation[]): string[] {
  const count = (kind: TestedExpectation['verdict']['kind']) =>
    cases.filter(({ verdict }) => verdict.kind === kind).length;
  const time = seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const counts = {
    tests: cases.length,
    failures: count('broken'),
    errors: count('unreachable'),
    skipped: count('not-verified'),
    time,
  };
  return [`  <testsuite${xmlAttributes({ name, ...counts })}>`, ...cases.flatMap(testcase), '  </testsuite>'];
}

function testcase(test: TestedExpectation): string[] {
  const open = `    <testcase${xmlAttributes({ name: test.title, classname: test.endpoint, time: seconds(test.durationMs) })}`;
  const reason = reasonOf(test);
  if (reason === undefined) return [`${open}/>`];
  if (test.verdict.kind === 'not-verified')
    return [`${open}>`, `      <skipped>${xmlText(reason)}</skipped>`, '    </testcase>'];
  const element = test.verdict.kind === 'broken' ? 'failure' : 'error';
  return [
    `${open}>`,
    `      <${element}${xmlAttributes({ message: reason, type: ruleOf(test) })}>${xmlText(adviceOf(test).join('\n'))}</${element}>`,
    '    </testcase>',
  ];
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
