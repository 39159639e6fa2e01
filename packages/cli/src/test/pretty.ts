import {
  failing,
  headline,
  notVerified,
  reasonOf,
  type TestedExpectation,
  type TestReport,
} from '@corsmith/contract/report';
import { longestShown } from '@corsmith/evidence';
import { codePlaceOf, type Recipe } from '@corsmith/stacks';
import { STANDARD_INPUT } from '../contract/contract-file.js';
import { causeLines, fixLines } from '../terminal/cause.js';
import { BLANK, besideLabel, indent, type Line, labelled, listed, paragraph } from '../terminal/line.js';
import { type Colour, paint } from '../terminal/paint.js';
import { recipeLines } from '../terminal/recipe.js';
import { shellCommand } from '../terminal/shell.js';

/** More are counted, not shown. */
const MOST = 20;

const BROWSERS: Readonly<Record<string, string>> = {
  chromium: 'Chrome',
  firefox: 'Firefox',
  webkit: 'Safari',
  standard: 'the standard',
};

export interface ReportScreen {
  /** Columns. */
  readonly width: number;
  readonly colour: Colour;
  /** `short`: failures; `verbose`: everything. */
  readonly detail: 'short' | 'verbose';
}

/** For people: each failure with its cause, fix and similar failures. */
export const pretty = (report: TestReport, screen: ReportScreen): string =>
  paint(linesOf(report, screen), screen.colour);

function linesOf(report: TestReport, { width, detail }: ReportScreen): Line[] {
  const failures = failing(report);
  const distinct = failures.filter(({ like }) => like === undefined);
  const shown = detail === 'verbose' ? distinct : distinct.slice(0, MOST);
  return [
    firstLine(report, failures.length),
    ...shown.flatMap((test) => {
      const alike = failures.filter(({ like }) => like === test.title);
      return [BLANK, ...failureLines(test, alike, report, width)];
    }),
    ...(distinct.length > shown.length
      ? [BLANK, [`  and ${distinct.length - shown.length} more: --verbose shows them`]]
      : []),
    ...notVerifiedLines(report, width),
    ...(detail === 'verbose' ? [BLANK, ...report.tests.map(row)] : []),
  ];
}

/** Each reason with its expectations. */
function notVerifiedLines(report: TestReport, width: number): Line[] {
  const byReason = new Map<string, TestedExpectation[]>();
  for (const test of notVerified(report)) {
    const reason = reasonOf(test) ?? '';
    byReason.set(reason, [...(byReason.get(reason) ?? []), test]);
  }
  return [...byReason].flatMap(([reason, tests]) => [
    BLANK,
    ...labelled('Not known', [...paragraph(reason, besideLabel(width)), ...alikeLines(tests, besideLabel(width))]),
  ]);
}

function firstLine(report: TestReport, failures: number): Line {
  const { contract, environment, durationMs } = report;
  const isOpen = report.counts['not-verified'] > 0;
  const mark: Line[number] =
    failures > 0
      ? ['bad', `✗ ${headline(report)}`]
      : isOpen
        ? `? ${headline(report)}`
        : ['good', `✓ ${headline(report)}`];
  const run = [contract, ...(environment === undefined ? [] : [environment]), `${(durationMs / 1000).toFixed(1)} s`];
  return [mark, ['dim', `   ${run.join(', ')}`]];
}

const row = ({ title, verdict, attempts }: TestedExpectation): Line => [
  verdict.kind === 'holds' ? ['good', '  ✓ '] : verdict.kind === 'not-verified' ? '  ? ' : ['bad', '  ✗ '],
  title,
  ...(attempts > 1 ? ([['dim', ` (${attempts} attempts)`]] as const) : []),
];

function failureLines(
  test: TestedExpectation,
  alike: readonly TestedExpectation[],
  report: TestReport,
  width: number,
): Line[] {
  const { title, verdict, diagnosis, fix, fixedWith, ownPolicy } = test;
  const [cause] = diagnosis?.causes ?? [];
  const room = besideLabel(width);
  const engines = verdict.kind === 'broken' ? listed(verdict.engines.map((name) => BROWSERS[name] ?? name)) : '';
  const named = report.contract === STANDARD_INPUT ? '-' : report.contract;
  const again = [['corsmith', 'test', ...(named === 'cors.yaml' ? [] : [named])]];
  if (report.environment !== undefined) again.push(['--env', report.environment]);
  return [
    ...indent(2, paragraph(title, width - 2, 'strong')),
    ...labelled('Found', paragraph(reasonOf(test) ?? '', room)),
    ...(engines === '' ? [] : labelled('In', [[engines]])),
    ...(cause ? causeLines(cause, width) : []),
    ...(fix && diagnosis ? recipeLines(fix, { seen: diagnosis.stack.find(({ id }) => id === fix.stack), width }) : []),
    ...(fix && !ownPolicy ? writeLines(fix, report, room) : []),
    ...(!fix && fixedWith === undefined && cause && diagnosis ? fixLines(cause, diagnosis, width) : []),
    ...(fixedWith === undefined ? [] : labelled('Fix', paragraph('Same fix as above.', room))),
    ...(alike.length > 0 ? labelled('Alike', alikeLines(alike, room)) : []),
    ...labelled(
      'Verify',
      shellCommand([...again, ['--filter', longestShown(title)]], room).map((text): Line => [['code', text]]),
    ),
  ];
}

/** The command that writes the fix, if --write supports it. */
function writeLines({ stack, files: [file], removals }: Recipe, { contract }: TestReport, room: number): Line[] {
  if (!file || removals || !codePlaceOf(stack) || contract === STANDARD_INPUT) return [];
  const command = [
    ['corsmith', 'fix', '--policy', contract],
    ['--stack', stack],
    ['--write', file.path],
  ];
  return labelled(
    'Write',
    shellCommand(command, room).map((row): Line => [['code', row]]),
  );
}

/** The first ones, and the number of the others. */
function alikeLines(alike: readonly TestedExpectation[], room: number): Line[] {
  const shown = alike.slice(0, MOST_ALIKE).flatMap(({ title }) => paragraph(title, room));
  return alike.length > MOST_ALIKE ? [...shown, [['dim', `and ${alike.length - MOST_ALIKE} more`]]] : shown;
}

const MOST_ALIKE = 3;
