import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reports, testedExpectation } from '../../contract/test/arbitrary-reports.js';
import { OBEYED, RUNNER_COMMAND } from '../../evidence/test/hostile-text.js';
import { rendered } from '../src/test/rendered.js';

const screen = { width: 80, colour: 'plain', detail: 'verbose' } as const;

test('nobody obeys what a server sends, neither a terminal nor a runner of CI', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const { text } = rendered('pretty', report, screen);
      expect(text.replace(/[\n\t]/g, '')).not.toMatch(OBEYED);
      expect(text).not.toMatch(RUNNER_COMMAND);
    }),
    { numRuns: 60 },
  );
});

test('a contract that was piped in is piped in again to verify', () => {
  const failing = fc
    .sample(testedExpectation, 100)
    .find(({ verdict, like }) => verdict.kind === 'broken' && like === undefined)!;
  const counts = { total: 1, holds: 0, broken: 1, unreachable: 0, 'not-verified': 0, flaky: 0 };
  const report = { contract: 'standard input', durationMs: 1, counts, tests: [failing] };
  const { text } = rendered('pretty', report, screen);
  expect(text).toMatch(/Verify +corsmith test - /);
  expect(text).not.toContain('--policy');
});
