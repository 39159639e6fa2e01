import type { Audit, Finding, Severity } from './finding.js';

/** An audit, and the place in a file that its URL comes from. */
export interface AuditedAt {
  readonly audit: Audit;
  /** The contract's endpoint; else the URL itself is the place. */
  readonly place?: { readonly file: string; readonly line: number };
}

const LEVELS: Readonly<Record<Severity, string>> = { high: 'error', medium: 'warning', low: 'note' };
/** As code scanning reads it: critical above 9, high above 7, medium above 4. */
const SCORES: Readonly<Record<Severity, string>> = { high: '8.5', medium: '5.5', low: '2.5' };

const PAGES = 'https://github.com/corsmith/corsmith/blob/main/docs/audit';

/** SARIF 2.1.0, for code scanning, as plain data. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifOf(audits: readonly AuditedAt[], version: string): unknown {
  const findings = audits.flatMap(({ audit }) => audit.findings);
  const rules = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'corsmith audit',
            semanticVersion: version,
            informationUri: 'https://github.com/corsmith/corsmith',
            rules: rules.map(ruleOf),
          },
        },
        invocations: [
          {
            executionSuccessful: audits.every(({ audit }) => audit.finished),
            toolExecutionNotifications: audits.flatMap(({ audit }) =>
              (audit.failure ? [audit.failure.message] : audit.unfinished).map((text) => ({
                level: 'error',
                message: { text: `${audit.url}: not finished. ${text}` },
              })),
            ),
          },
        ],
        results: audits.flatMap((one) =>
          one.audit.findings.map((finding) =>
            resultOf(
              finding,
              one,
              rules.findIndex(({ id }) => id === finding.id),
            ),
          ),
        ),
      },
    ],
  };
}

const ruleOf = ({ id, title, advice, severity }: Finding) => ({
  id,
  shortDescription: { text: title },
  help: { text: advice },
  helpUri: `${PAGES}/${id}.md`,
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { tags: ['security', 'cors'], 'security-severity': SCORES[severity] },
});

function resultOf(finding: Finding, { audit, place }: AuditedAt, ruleIndex: number) {
  const { id, title, severity, severityReason, impact, bounds, advice, origins, exploit } = finding;
  return {
    ruleId: id,
    ruleIndex,
    level: LEVELS[severity],
    message: {
      text: [
        `${audit.url}: ${title}.`,
        `${impact} ${bounds}`,
        `Severity ${severity}: ${severityReason}.`,
        ...(origins.length > 0 ? [`Allowed: ${origins.slice(0, MOST_ORIGINS).join(', ')}.`] : []),
        advice,
      ].join('\n'),
    },
    locations: [
      {
        physicalLocation: place
          ? { artifactLocation: { uri: relative(place.file) }, region: { startLine: place.line } }
          : { artifactLocation: { uri: new URL(audit.url).href }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: audit.url, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'finding/v1': `${id}: ${audit.url}` },
    properties: { severity, origins, exploit },
  };
}

const MOST_ORIGINS = 3;

const relative = (path: string): string =>
  encodeURI(path.replaceAll('\\', '/').replace(/^\.\//, '')).replace(/[#?[\]]/g, encodeURIComponent);
