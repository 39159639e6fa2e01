import type { Diagnosis } from '@corsmith/doctor';
import type { Recipe } from '@corsmith/stacks';
import fc from 'fast-check';
import { hostileText } from '../../evidence/test/hostile-text.js';
import type { TestedExpectation, TestReport } from '../src/report/index.js';

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

/** Results with texts that a stranger wrote. */
export const testedExpectation = fc
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

/** Reports of such results. */
export const reports = fc
  .record({ contract: text, tests: fc.array(testedExpectation, { maxLength: 6 }) })
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
