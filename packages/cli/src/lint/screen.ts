import { type Finding, headline, LEVEL_NAMES, type LintResult, type Witness } from '@corsmith/lint';
import { BROWSER_NAMES, BROWSERS } from '@corsmith/protocol';
import type { SourceFile } from '@corsmith/readers';
import type { Screen } from '../terminal/diagnosis.js';
import { BLANK, besideLabel, type Line, labelled, listed, paragraph, shortened } from '../terminal/line.js';
import type { Linted } from './linted.js';

/** More are counted, not shown. */
const MOST = 20;

/** Findings on a screen: the place, the code, the request that shows it. */
export function lintLines(report: Linted, { width, detail }: Screen): Line[] {
  const { findings, policies, skipped } = report;
  const shown = detail === 'verbose' ? findings : findings.slice(0, MOST);
  const rest = findings.length - shown.length;
  return [
    verdictLine(report),
    ...shown.flatMap((one) => [BLANK, ...findingLines(one, report.files, width)]),
    ...(rest > 0 ? [BLANK, [`  and ${rest} more: --verbose shows them`] satisfies Line] : []),
    ...(detail === 'verbose' ? policies.flatMap((one) => [BLANK, ...policyLines(one, width)]) : []),
    ...skipped.flatMap(({ file, why }) => [
      BLANK,
      ...labelled('Skipped', paragraph(`${file}: ${why}`, besideLabel(width))),
    ]),
  ];
}

function verdictLine(report: Linted): Line {
  const { findings, policies, known, ignored } = report;
  const unknown = policies.filter(({ policy }) => policy === null).length;
  const notes = [
    policies.length === 1 ? '1 policy read' : `${policies.length} policies read`,
    ...(unknown > 0 ? [`${unknown} not known`] : []),
    ...(ignored.length > 0 ? [`${ignored.length} ignored`] : []),
    ...(known > 0 ? [`${known} in the baseline`] : []),
  ];
  const mark = findings.length === 0 ? '✓' : '✗';
  return [
    [findings.length === 0 ? 'good' : 'bad', `${mark} ${headline(report)}`],
    ['dim', `   ${notes.join(', ')}`],
  ];
}

function findingLines(finding: Finding, files: readonly SourceFile[], width: number): Line[] {
  const room = besideLabel(width);
  const { file, line, column, id, level, message, why, witness, fix } = finding;
  return [
    ['  ', ['strong', `${file}:${line}:${column}`], ['dim', `   ${id}`]],
    ...frame(files.find((one) => one.path === file)?.text, line, column),
    ...labelled(LEVEL_NAMES[level], [...paragraph(message, room, 'strong'), ...paragraph(why, room)]),
    ...(witness ? labelled('Request', witnessLines(witness, room)) : []),
    ...(fix ? labelled('Fix', [[['code', 'corsmith lint --fix']]]) : []),
  ];
}

/** In characters: of longer lines, such as those of minified JSON, the part around the finding is shown. */
const LONGEST_ROW = 200;

/** The line with its neighbours. */
function frame(text: string | undefined, line: number, column: number): Line[] {
  const rows = text?.split('\n') ?? [];
  const first = Math.max(1, line - 1);
  const last = Math.min(rows.length, line + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i): Line => {
    const number = first + i;
    const start = number === line && column > LONGEST_ROW / 2 ? column - 1 - LONGEST_ROW / 4 : 0;
    const part = (rows[number - 1] ?? '').replace(/\r$/, '').slice(start, start + LONGEST_ROW);
    const code = shortened(start > 0 ? `…${part}` : part);
    return [
      ['dim', `  ${number === line ? '>' : ' '} ${String(number).padStart(5)} │ `],
      [number === line ? 'code' : 'around', code],
    ];
  });
}

function witnessLines({ request, exchanges, browsers }: Witness, room: number): Line[] {
  const { method = 'GET', url, origin, headers = [], credentials } = request;
  const parts = [
    `${method} ${url} from ${origin}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(credentials === 'include' ? ['with credentials'] : []),
  ];
  const allowed = BROWSERS.filter((one) => browsers[one].allowed).map((one) => BROWSER_NAMES[one]);
  const blocked = BROWSERS.filter((one) => !browsers[one].allowed).map((one) => BROWSER_NAMES[one]);
  const last = exchanges.at(-1);
  return [
    ...paragraph(parts.join(', '), room),
    ...(last?.response?.headers ?? [])
      .filter(([name]) => /^access-control-/i.test(name))
      .map(([name, value]): Line => [['dim', `${name}: ${shortened(value)}`]]),
    ...(blocked.length > 0 ? [[['bad', `blocked in ${listed(blocked)}`]] satisfies Line] : []),
    ...(allowed.length > 0 ? [[`allowed in ${listed(allowed)}`] satisfies Line] : []),
  ];
}

function policyLines(
  { file, line, stack, where, policy, unknownBecause }: LintResult['policies'][number],
  width: number,
): Line[] {
  const room = besideLabel(width);
  const list = (value: readonly string[] | string) => (typeof value === 'string' ? value : value.join(', ') || 'none');
  return [
    ['  ', ['strong', `${file}:${line}`], ['dim', `   ${stack}${where === undefined ? '' : `, ${where}`}`]],
    ...(policy
      ? [
          ...labelled(
            'Origins',
            paragraph(`${list(policy.origins)}${policy.credentials ? ', with credentials' : ''}`, room),
          ),
          ...labelled('Methods', paragraph(list(policy.methods), room)),
          ...labelled('Headers', paragraph(list(policy.requestHeaders), room)),
        ]
      : []),
    ...(unknownBecause === undefined ? [] : labelled('Unknown', paragraph(unknownBecause, room))),
  ];
}
