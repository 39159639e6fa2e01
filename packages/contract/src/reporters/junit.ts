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
      `<testsuites${attributes({ name: 'corsmith', tests, failures, errors, time: seconds(durationMs) })}>`,
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
  return [`  <testsuite${attributes({ name, ...counts })}>`, ...cases.flatMap(testcase), '  </testsuite>'];
}

function testcase(test: TestedExpectation): string[] {
  const open = `    <testcase${attributes({ name: test.title, classname: test.endpoint, time: seconds(test.durationMs) })}`;
  const reason = reasonOf(test);
  if (reason === undefined) return [`${open}/>`];
  if (test.verdict.kind === 'not-verified')
    return [`${open}>`, `      <skipped>${escaped(reason)}</skipped>`, '    </testcase>'];
  const element = test.verdict.kind === 'broken' ? 'failure' : 'error';
  return [
    `${open}>`,
    `      <${element}${attributes({ message: reason, type: ruleOf(test) })}>${escaped(adviceOf(test).join('\n'))}</${element}>`,
    '    </testcase>',
  ];
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${quoted(String(value))}"`)
    .join('');

/** Characters that XML 1.0 can't represent. https://www.w3.org/TR/xml/#charsets */
const UNWRITABLE = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '\ufffd').replace(/[<>&"]/g, (character) => ENTITIES[character]!);

/** Whitespace in attributes would be normalized to spaces. */
const quoted = (text: string): string => escaped(text).replace(/[\t\n\r]/g, (white) => `&#${white.charCodeAt(0)};`);
