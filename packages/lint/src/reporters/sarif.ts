import { fileReference, printableJson } from '@corsmith/evidence';
import type { Level } from '@corsmith/readers';
import { type FileEdit, type Finding, type FindingId, LEVELS } from '../finding.js';
import { linesOf, titleOf } from '../report.js';
import type { LintReporter } from '../reporter.js';

const SEVERITIES: Readonly<Record<Level, string>> = {
  broken: 'error',
  insecure: 'error',
  fragile: 'warning',
  'no-effect': 'note',
};

/** SARIF 2.1.0, for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: LintReporter = {
  name: 'sarif',
  before: ['github'],
  render({ findings }) {
    const ids = [...new Set(findings.map(({ id }) => id))].sort();
    return `${printableJson({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'corsmith', rules: ids.map((id) => rule(id, findings)) } },
          columnKind: 'utf16CodeUnits',
          results: findings.map((one) => result(one, ids)),
        },
      ],
    })}\n`;
  },
};

function rule(id: FindingId, findings: readonly Finding[]) {
  const worst = LEVELS.find((level) => findings.some((one) => one.id === id && one.level === level));
  return {
    id,
    shortDescription: { text: titleOf(id) },
    ...(worst && { defaultConfiguration: { level: SEVERITIES[worst] } }),
  };
}

function result(finding: Finding, ids: readonly FindingId[]) {
  const { id, level, file, line, column, message, fix } = finding;
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: SEVERITIES[level],
    message: { text: linesOf(finding).join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileReference(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    // Stable, so that a result is matched when lines move.
    partialFingerprints: { 'finding/v1': `${id}: ${file}: ${message}` },
    ...(fix && { fixes: [{ artifactChanges: [change(fix)] }] }),
  };
}

const change = ({ file, from, to, text }: FileEdit) => ({
  artifactLocation: { uri: fileReference(file) },
  replacements: [{ deletedRegion: { charOffset: from, charLength: to - from }, insertedContent: { text } }],
});
