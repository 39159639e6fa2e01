import { fileReference, printableJson } from '@corsmith/evidence';
import {
  adviceOf,
  failing,
  notVerified,
  reasonOf,
  ruleOf,
  type TestedExpectation,
  type TestReport,
} from '../report/report.js';
import type { Reporter } from '../reporter.js';
import type { BrokenReason } from '../verdict.js';

/** What each rule says, in one sentence. */
const RULES = {
  blocked: 'An allowed origin is blocked by a browser.',
  'not-denied': 'A denied origin is allowed.',
  'not-exposed': 'A page can’t read a response header that the contract exposes.',
  exposed: 'A page can read a response header that the contract denies.',
  vary: 'Vary lacks a name that the contract requires.',
  'max-age': 'A preflight response may be cached for longer than the contract allows.',
  'no-error': 'A path listed under errorPaths does not respond with an error.',
  unreachable: 'The server could not be reached.',
  'not-verified': 'The request was not sent, because it may change data.',
} as const satisfies Record<BrokenReason | 'unreachable', string>;
const RULE_IDS = Object.keys(RULES);

/** SARIF 2.1.0, for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Reporter = {
  name: 'sarif',
  before: ['github'],
  covers: 'failing',
  render: (report) =>
    `${printableJson({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'corsmith', rules: Object.entries(RULES).map(rule) } },
          results: [...failing(report), ...notVerified(report)].map((test) => result(test, report)),
        },
      ],
    })}\n`,
};

const rule = ([id, text]: readonly [string, string]) => ({
  id,
  shortDescription: { text },
  defaultConfiguration: { level: id === 'unreachable' ? 'warning' : 'error' },
});

function result(test: TestedExpectation, { contract }: TestReport) {
  const id = ruleOf(test);
  return {
    ruleId: id,
    ruleIndex: RULE_IDS.indexOf(id),
    // Not verified is not a failure. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317648
    ...(test.verdict.kind === 'not-verified'
      ? { kind: 'review', level: 'none' }
      : { level: id === 'unreachable' ? 'warning' : 'error' }),
    message: { text: [`${test.title}.`, reasonOf(test) ?? '', ...adviceOf(test)].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileReference(test.file ?? contract) },
          region: { startLine: test.line },
        },
        logicalLocations: [{ fullyQualifiedName: test.endpoint, kind: 'resource' }],
      },
    ],
    // Stable, so that a result is matched when lines move.
    partialFingerprints: { 'expectation/v1': `${id}: ${test.title}` },
  };
}
