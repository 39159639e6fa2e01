import { changesOf, testedVersions } from '@corsmith/protocol';
import { isOlder } from '../../../setup/system-packages.mjs';
import { POINTS } from './compare.js';
import type { Observation } from './observation.js';
import { newestOf, standingOf } from './standing.js';
import type { Trial } from './trial.js';
import type { Group, Verdict } from './verdict.js';

/** The verdicts as a table: one line an engine. `drift`: the share of cases in which it differs from the newest tested version. */
export function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ engine, version, cases, seconds, agreed, ...verdict }) => {
    const standing = standingOf({ engine, version });
    const drifting = standing === 'untested' ? verdict.disagreeing : verdict.drifting;
    return [
      engine,
      version,
      standing,
      String(cases),
      ...POINTS.map((point) => percent(agreed[point], cases)),
      standing === 'newest' ? '' : percent(drifting, cases),
      (cases / seconds).toFixed(0),
    ];
  });
  return aligned([['engine', 'version', 'standing', 'cases', ...POINTS, 'drift', 'cases/s'], ...rows]);
}

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)} %`;

export const groupsTable = (groups: readonly Group[]): string =>
  aligned([
    ['count', 'point', 'index', 'kind'],
    ...groups.map(({ count, point, index, kind }) => [String(count), point, String(index), printable(kind)]),
  ]);

/** What a run says where a browser and `simulate` disagree: each kind, and how to see it again. */
export function disagreement(verdict: Verdict, seed: string, flags = ''): string | undefined {
  const { engine, version, cases, disagreeing, groups } = verdict;
  if (disagreeing === 0) return undefined;
  const isUntested = standingOf(verdict) === 'untested';
  return [
    `${engine} ${version} and simulate disagree in ${disagreeing} of ${cases} cases of seed ${seed}:`,
    groupsTable(groups),
    ...(isUntested ? [untested(verdict)] : []),
    'Each one again, reduced to the smallest case:',
    ...replays(verdict, groups, seed, flags),
  ].join('\n');
}

/** What an older tested version does otherwise than the newest, as its rules say. */
export function knownDrift(verdict: Verdict, seed: string): string | undefined {
  const { engine, version, cases, drifting, drift } = verdict;
  if (drifting === 0) return undefined;
  const changes = changesOf(engine).filter(({ since }) => isOlder(version, since));
  return [
    `${engine} ${version} differs from ${newestOf(engine)} in ${drifting} of ${cases} cases of seed ${seed}, as its rules say:`,
    ...changes.map(({ id, since, what }) => `  ${id} (since ${since}): ${what}`),
    groupsTable(drift),
    ...replays(verdict, drift, seed),
  ].join('\n');
}

const untested = ({ engine, version }: Verdict): string =>
  `Nobody has tested ${engine} ${version}: up to 1 % of the cases may differ. Tested: ${testedVersions(engine).join(', ')}.`;

function replays({ engine }: Verdict, groups: readonly Group[], seed: string, flags = ''): string[] {
  const command = (index: number) => `  npm run oracle -- --engine ${engine} --seed ${seed} --index ${index} ${flags}`;
  return [...new Set(groups.map(({ index }) => command(index).trimEnd()))];
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
    ...steps.map((step) => `  requests ${JSON.stringify(step)}`),
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
