import { type Audit, type Finding, isSocketUrl, type Severity } from '@corsmith/audit';
import { get } from '@corsmith/protocol';
import { withAtRight } from './cause.js';
import type { Screen } from './diagnosis.js';
import { excerpt } from './exchange.js';
import { BLANK, besideLabel, type Line, labelled, paragraph } from './line.js';
import { recipeLines } from './recipe.js';

/** An audit on a screen: the verdict, each finding with its evidence, then the fix. */
export function auditLines(audit: Audit, { width, detail }: Screen): Line[] {
  const room = besideLabel(width);
  const { fix, stack, failure, notes, harmless } = audit;
  const parts: readonly (readonly Line[])[] = [
    [verdictLine(audit)],
    subjectLines(audit, width),
    ...(failure ? [labelled('Why', paragraph(failure.message, room))] : []),
    ...audit.findings.map((finding, index) =>
      findingLines(finding, { room, detail, saidBefore: audit.findings.slice(0, index) }),
    ),
    fix ? recipeLines(fix, { seen: stack.find(({ id }) => id === fix.stack), width }) : [],
    ...notes.map((note) => labelled('Note', paragraph(note, room))),
    unsentLines(audit, room),
    detail === 'verbose' ? harmlessLines(harmless, room) : [],
    detail === 'verbose' ? requestLines(audit, room) : [],
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : [BLANK, ...part]));
}

function verdictLine({ url, findings, failure, finished }: Audit): Line {
  if (failure) return [['bad', `✗ No response: ${failure.id.replaceAll('-', ' ')}`]];
  if (findings.length === 0)
    return finished
      ? [['good', `✓ No findings in its ${isSocketUrl(url) ? 'WebSocket handshakes' : 'CORS responses'}`]]
      : [['bad', '? Not finished: no findings so far']];
  return [['bad', `✗ ${counted(findings)}`], `: ${bySeverity(findings)}${finished ? '' : ' (not finished)'}`];
}

const counted = ({ length }: readonly Finding[]): string => (length === 1 ? '1 finding' : `${length} findings`);

const bySeverity = (findings: readonly Finding[]): string =>
  (['high', 'medium', 'low'] as const)
    .map((severity) => [findings.filter((one) => one.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
    .join(', ');

/** The end of an audit of several URLs. */
export function summaryLine(audits: readonly Audit[]): Line {
  const findings = audits.flatMap((one) => one.findings);
  const failed = audits.filter(({ failure }) => failure).length;
  const open = audits.filter(({ finished, failure }) => !finished && !failure).length;
  const rest = [...(open > 0 ? [`${open} not finished`] : []), ...(failed > 0 ? [`${failed} without a response`] : [])];
  const found = findings.length > 0 ? `${counted(findings)} (${bySeverity(findings)})` : 'no findings';
  const urls = audits.length === 1 ? '1 URL' : `${audits.length} URLs`;
  const isGood = findings.length === 0 && rest.length === 0;
  return [[isGood ? 'good' : 'bad', `${isGood ? '✓' : '✗'} ${urls}: ${[found, ...rest].join(', ')}`]];
}

/** What was not tested, by class. */
function unsentLines({ unsent, unsentByClass }: Audit, room: number): Line[] {
  if (unsent === 0) return [];
  const classes = Object.entries(unsentByClass).map(([id, count]) => `${id} ${count}`);
  return labelled('Not sent', paragraph(`${unsent} requests without a result: ${classes.join(', ')}.`, room));
}

/** Each request with its reason, and what it showed. */
function requestLines({ exchanges }: Audit, room: number): Line[] {
  return labelled(
    'Requests',
    exchanges.flatMap(({ request, response, failure, why }) => {
      const origin = get(request.headers, 'origin');
      const allowed = response && get(response.headers, 'access-control-allow-origin');
      const result = response ? `${response.status}${allowed === undefined ? '' : `, allows ${allowed}`}` : failure?.id;
      return [
        [excerpt(`${request.method} ${origin ?? 'without Origin'}: ${result}`, 0, room).shown],
        [['dim', excerpt(`  ${why ?? ''}`, 0, room).shown]],
      ];
    }),
  );
}

/** The URL and the origins that it should allow. */
function subjectLines({ url, trusted, exchanges, credentials }: Audit, width: number): Line[] {
  const extras = [
    trusted.length > 0 ? `for ${trusted.join(', ')}` : undefined,
    credentials === 'include' ? 'with credentials' : undefined,
    exchanges.length === 1 ? '1 request' : `${exchanges.length} requests`,
  ].filter((one) => one !== undefined);
  return [['  ', ['strong', url]], ...paragraph(extras.join(', '), width - 2).map((line): Line => ['  ', ...line])];
}

const LABELS: Readonly<Record<Severity, string>> = { high: 'High', medium: 'Medium', low: 'Low' };
/** The evidence shows one origin; a few others are enough. */
const MOST_ORIGINS = 3;

interface Place {
  readonly room: number;
  readonly detail: Screen['detail'];
  readonly saidBefore: readonly Finding[];
}

function findingLines(finding: Finding, { room, detail, saidBefore }: Place): Line[] {
  const { id, title, severity, severityReason, impact, bounds, advice, evidence, origins, exploit } = finding;
  const others = origins.slice(1, detail === 'verbose' ? undefined : MOST_ORIGINS);
  const rest = origins.length - 1 - others.length;
  const also =
    others.length > 0 ? `Also allowed: ${[...others, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')}.` : '';
  const isKnown = saidBefore.some((one) => one.bounds === bounds);
  return labelled(LABELS[severity], [
    ...withAtRight(paragraph(title, room, 'strong'), ['dim', id], room),
    ...paragraph(isKnown ? impact : `${impact} ${bounds}`, room),
    ...paragraph(`${LABELS[severity]}: ${severityReason}.`, room),
    ...evidence.flatMap(({ text, header }) => [
      ...paragraph(text, room, 'dim'),
      ...(header ? [headerLine(header, room)] : []),
    ]),
    ...paragraph(also, room),
    ...paragraph(advice, room),
    ...(detail === 'verbose' ? exploit.split('\n').map((line): Line => [['dim', line]]) : []),
  ]);
}

const headerLine = ([name, value]: readonly [string, string], room: number): Line => [
  `${name}: `,
  ['bad', excerpt(value, 0, Math.max(20, room - name.length - 2)).shown],
];

function harmlessLines(harmless: Audit['harmless'], room: number): Line[] {
  if (harmless.length === 0) return [];
  return labelled('Harmless', [
    ...paragraph('Also allowed, but no attacker can have such an origin:', room),
    ...harmless.flatMap(({ origin, why }) => paragraph(`${origin} (${why})`, room)),
  ]);
}
