import { type CheckState, duration, kindsOf, type Subject } from '@corsmith/monitor/watch';
import { besideLabel, indent, type Line, labelled, paragraph } from '../terminal/line.js';
import { shellWord } from '../terminal/shell.js';

export interface Heading {
  readonly count: number;
  readonly contract: string;
  readonly environment: string | undefined;
  readonly intervalMs: number;
  readonly url: string;
  readonly state: string;
}

export const headingLines = ({ count, contract, environment, intervalMs, url, state }: Heading): Line[] => [
  [
    ['strong', `Watching ${count} ${count === 1 ? 'endpoint' : 'endpoints'}`],
    ['dim', `   ${[contract, ...(environment === undefined ? [] : [environment])].join(', ')}`],
    ['dim', `, every ${duration(intervalMs)}`],
  ],
  ...labelled('Page', [[url]]),
  ...labelled('Metrics', [[`${url}metrics`]]),
  ...labelled('State', [[state]]),
  [],
];

/** The maximum number of problems shown per endpoint. */
const MAX_SHOWN = 3;

/** The new state of a check that has changed. */
export function changeLines(
  { name, status, report, lastRun, history }: CheckState,
  before: CheckState | undefined,
  { contract, command, width }: Pick<Subject, 'contract' | 'command'> & { readonly width: number },
): Line[] {
  const { holds, broken, unreachable, 'not-verified': unverified = 0 } = report.counts;
  const total = holds + broken + unreachable;
  const rest = unverified > 0 ? `, ${unverified} not verified` : '';
  const time: Line[number] = ['dim', `${new Date(lastRun).toISOString().slice(11, 19)} `];
  const room = besideLabel(width);
  if (status === 'holds') {
    const since = history.findLast((change) => change.status !== 'holds');
    const again =
      before && before.status !== 'holds' && since ? ` again, after ${duration(lastRun - before.since)}` : '';
    return [[time, ['good', `✓ ${name}`], ` holds${again}   `, ['dim', `${total} of ${total}${rest}`]]];
  }
  const shown = kindsOf(report.problems).slice(0, MAX_SHOWN);
  const [first] = shown;
  const word = status === 'broken' ? 'is broken' : 'is unreachable';
  return [
    [time, ['bad', `✗ ${name}`], ` ${word}   `, ['dim', `${holds} of ${total} hold${rest}`]],
    ...shown.flatMap(({ title, message, cause }) => [
      ...indent(2, paragraph(title, width - 2, 'strong')),
      ...labelled('Found', paragraph(message, room)),
      ...(cause
        ? labelled('Cause', [...paragraph(`${cause.title} (${cause.id})`, room), ...paragraph(cause.explanation, room)])
        : []),
    ]),
    ...(broken + unreachable > shown.length
      ? [[['dim', `  and ${broken + unreachable - shown.length} more`] as const]]
      : []),
    ...report.drift.slice(0, MAX_SHOWN).flatMap((sentence) => labelled('Differs', paragraph(sentence, room))),
    ...(first?.cause?.stack === undefined
      ? []
      : labelled('Fix', [[['code', `corsmith fix --policy ${shellWord(contract)} --stack ${first.cause.stack}`]]])),
    ...(first ? labelled('Check', [[['code', command(first.title)]]]) : []),
  ];
}
