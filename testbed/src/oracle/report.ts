import { POINTS } from './compare.js';
import { olderThanModelled } from './modelled.js';
import type { Observation } from './observation.js';
import type { Verdict } from './run.js';
import type { Trial } from './trial.js';

/** The verdicts as a table: one line an engine. */
export function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ engine, version, cases, seconds, agreed }) => [
    engine,
    version,
    String(cases),
    ...POINTS.map((point) => `${((agreed[point] / cases) * 100).toFixed(2)} %`),
    (cases / seconds).toFixed(0),
  ]);
  return aligned([['engine', 'version', 'cases', ...POINTS, 'cases/s'], ...rows]);
}

export function groupsTable({ groups }: Verdict): string {
  return aligned([
    ['count', 'point', 'index', 'kind'],
    ...groups.map(({ count, point, index, kind }) => [String(count), point, String(index), printable(kind)]),
  ]);
}

/** What a failed test says: each kind of disagreement, and how to see it again. Undefined where all agree. */
export function failure(verdict: Verdict, seed: string): string | undefined {
  const { engine, version, cases, groups } = verdict;
  if (groups.length === 0) return undefined;
  const replays = new Set(groups.map(({ index }) => index));
  return [
    `${engine} ${version} and simulate disagree in ${cases} cases of seed ${seed}:`,
    groupsTable(verdict),
    ...lines(olderThanModelled(verdict)),
    'Each one again, made as small as it can be:',
    ...[...replays].map((index) => `  npm run oracle -- --engine ${engine} --seed ${seed} --index ${index}`),
  ].join('\n');
}

/** A case with what was seen and what was foretold. */
export function describeTrial({
  case: { page, steps, script, broken },
  observed,
  predicted,
  disagreements,
}: Trial): string {
  return [
    `page ${page}${broken.length > 0 ? `, broken: ${broken.join(', ')}` : ''}`,
    ...steps.map((step) => `  asks     ${JSON.stringify(step)}`),
    ...Object.entries(script).flatMap(([leg, { preflight, actual }]) => [
      `  ${leg.padEnd(8)} OPTIONS ${JSON.stringify(preflight)}`,
      `  ${''.padEnd(8)} actual  ${JSON.stringify(actual)}`,
    ]),
    ...seen('browser', observed),
    ...seen('simulate', predicted),
    ...disagreements.map(({ point, kind }) => `  differs  ${point}: ${kind}`),
  ]
    .map(printable)
    .join('\n');
}

const lines = (line: string | undefined): string[] => (line === undefined ? [] : [line]);

const MOST_SENT = 12;

function seen(label: string, { steps, sent }: Observation): string[] {
  return [
    `${label}:`,
    ...sent.slice(0, MOST_SENT).map(({ kind, method, url, headers, body }) => {
      const lines = headers.map(([name, value]) => `${name}: ${value}`).join(' | ');
      return `  sent     ${kind} ${method} ${url}  ${lines}${body === '' ? '' : `  body ${JSON.stringify(body)}`}`;
    }),
    ...(sent.length > MOST_SENT ? [`  sent     and ${sent.length - MOST_SENT} more`] : []),
    ...steps.flatMap(({ outcome, headers, messages }) => [
      `  outcome  ${JSON.stringify(outcome)}${headers.length === 0 ? '' : ` reads ${JSON.stringify(headers)}`}`,
      ...messages.map((message) => `  prints   ${message}`),
    ]),
  ];
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Control characters of a scripted value must not reach the terminal. */
function printable(text: string): string {
  return text.replace(
    /[\0-\x09\x0b-\x1f\x7f-\x9f]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
