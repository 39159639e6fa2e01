import {
  type Finding,
  LONGEST_LINE,
  type LogReport,
  type Ranking,
  type ReportedTimeline,
} from '@corsmith/monitor/logs';
import { checkOf } from '../logs/check-command.js';
import { DISORDER, excludedNotes, isAllExcluded } from '../logs/excluded.js';
import { bar, columnsOf, sparkline } from './bars.js';
import { BLANK, besideLabel, type Line, labelled, paragraph } from './line.js';
import { shellCommand } from './shell.js';

export interface LogScreen {
  readonly width: number;
  readonly detail: 'short' | 'verbose';
}

const SHOWN = { short: 5, verbose: 100 } as const;

/** The answer first, then each thing that is wrong with the command that checks it, then the tables. */
export function logReportLines(report: LogReport, screen: LogScreen): Line[] {
  const { findings } = report;
  const shown = findings.slice(0, SHOWN[screen.detail]);
  const more = findings.length - shown.length;
  return [
    headline(report),
    BLANK,
    ...summaryLines(report, screen.width),
    ...shown.flatMap((finding) => [BLANK, ...findingLines(finding, report, screen.width)]),
    ...(more > 0 ? [BLANK, ...paragraph(`${more} more: --verbose shows them`, screen.width, 'dim')] : []),
    ...tables(report, screen),
  ];
}

const number = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const plural = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;
/** `2026-03-02 09:14:05`, in UTC. */
const moment = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

function headline(report: LogReport): Line {
  const { total, findings } = report;
  if (isAllExcluded(report)) return [['bad', '✗ No such preflight, though there are others in these logs']];
  if (total.preflights === 0) return [['strong', 'No preflight in these logs']];
  const all = plural(total.preflights, 'preflight');
  if (total.refused > 0)
    return [['bad', `✗ ${number(total.refused)} of ${all} refused`], ` (${percent(total.refusedShare)})`];
  if (findings.length > 0) return [['bad', `✗ ${all} answered, and requests that never came`]];
  return [['good', `✓ ${all}, none refused`]];
}

function summaryLines(report: LogReport, width: number): Line[] {
  const room = besideLabel(width);
  const { total, from, to, logs, lines, troubles, otherOptions } = report;
  const unread = [
    ...(lines.unreadable > 0 ? [`${plural(lines.unreadable, 'line is', 'lines are')} not of the format`] : []),
    ...(lines.tooLong > 0
      ? [`${plural(lines.tooLong, 'line is', 'lines are')} longer than ${LONGEST_LINE >> 10} KiB`]
      : []),
    ...troubles.map(({ path, message }) => `${path}: ${message}`),
  ];
  return [
    ...labelled(
      'Logs',
      paragraph(
        `${plural(lines.read, 'line')}${from && to ? ` from ${moment(from)} to ${moment(to)} UTC` : lines.read > 0 ? ', which tell no times' : ''}`,
        room,
      ),
    ),
    ...logs.flatMap(({ path, title, certainty }) =>
      labelled(
        '',
        paragraph(
          `${path}: ${title}${certainty === 'unsure' ? ', unsure: name it with --log-format' : ''}`,
          room,
          certainty === 'unsure' ? 'bad' : 'dim',
        ),
      ),
    ),
    ...unread.flatMap((text, index) => labelled(index === 0 ? 'Not read' : '', paragraph(text, room, 'bad'))),
    ...(total.preflights > 0 ? labelled('Preflights', paragraph(fates(report), room)) : []),
    ...(total.preflights === 0
      ? [...excludedNotes(report)].flatMap((note) => labelled('', paragraph(note, room)))
      : []),
    ...(report.disordered > 0 ? labelled('Order', paragraph(DISORDER, room, 'bad')) : []),
    ...(otherOptions > 0
      ? labelled('', paragraph(`${number(otherOptions)} other OPTIONS, which are no preflights`, room, 'dim'))
      : []),
    ...(from && to && total.preflights > 0 ? timelineLines(report, room) : []),
  ];
}

/** What became of them. */
function fates({ total, window }: LogReport): string {
  const passed = total.preflights - total.refused;
  const followed = passed - total.unfollowed - total.undecided;
  return [
    `${number(total.refused)} refused`,
    `${number(followed)} followed by the request`,
    ...(total.unfollowed > 0 ? [`${number(total.unfollowed)} answered 2xx and not followed within ${window} s`] : []),
    ...(total.undecided > 0 ? [`${number(total.undecided)} answered 2xx where the log does not tell`] : []),
  ].join(', ');
}

/** The buckets as a line of bars, on the time of the whole report. */
function barsOf(
  { width, buckets }: ReportedTimeline,
  of: 'preflights' | 'refused' | 'unfollowed',
  report: LogReport,
  columns: number,
): string {
  const values = buckets.map((bucket) => ({ at: Date.parse(bucket.at), value: bucket[of] }));
  return sparkline(columnsOf(values, { width: width * 1000, ...spanOf(report), columns }));
}

const spanOf = ({ from = '', to = '' }: LogReport) => ({ from: Date.parse(from), to: Date.parse(to) + 1000 });

const barColumns = (room: number): number => Math.min(60, room - 12);

function timelineLines(report: LogReport, room: number): Line[] {
  const { timeline, total } = report;
  const columns = barColumns(room);
  return [
    ...labelled('Time', [[barsOf(timeline, 'preflights', report, columns), '  all']]),
    ...(total.refused > 0 ? labelled('', [[['bad', barsOf(timeline, 'refused', report, columns)], '  refused']]) : []),
  ];
}

function findingLines(finding: Finding, report: LogReport, width: number): Line[] {
  const room = besideLabel(width);
  const { kind, host, path, statuses, counts, cause, others, origins, remedy, isAssumed } = finding;
  const count = kind === 'refused' ? counts.refused : counts.unfollowed;
  const what = kind === 'refused' ? `OPTIONS → ${statuses.join(', ')}` : 'OPTIONS answered, no request';
  const pages = origins.items.filter(({ name }) => name !== '');
  return [
    [['bad', `${number(count)}×  `], ['strong', `${host}${path}`], `   ${what}`],
    ...(report.from ? labelled('Time', [[['bad', barsOf(finding.timeline, kind, report, barColumns(room))]]]) : []),
    ...(report.from ? labelled('Since', paragraph(sinceOf(finding), room)) : []),
    ...(pages.length > 0
      ? labelled(
          'Pages',
          paragraph(
            `${pages
              .slice(0, 3)
              .map(({ name, preflights }) => `${name} (${number(preflights)})`)
              .join(', ')}${pages.length > 3 || origins.missed > 0 ? ' and others' : ''}`,
            room,
          ),
        )
      : []),
    ...labelled('Likely', causeLine(cause, room)),
    ...(others.length > 0 ? labelled('or', paragraph(others.map(({ id }) => id).join(', '), room, 'dim')) : []),
    ...(remedy === undefined ? [] : labelled('Fix', paragraph(remedy, room))),
    ...labelled(
      'Check',
      shellCommand(checkOf(finding), room).map((row): Line => [['code', row]]),
    ),
    ...(isAssumed
      ? labelled(
          '',
          paragraph('The log tells neither the method nor the headers: a POST of JSON is assumed.', room, 'dim'),
        )
      : []),
  ];
}

function causeLine({ id, title }: Finding['cause'], room: number): Line[] {
  const gap = room - title.length - id.length;
  if (gap >= 2) return [[['strong', title], ' '.repeat(gap), ['dim', id]]];
  return [...paragraph(title, room, 'strong'), [' '.repeat(Math.max(0, room - id.length)), ['dim', id]]];
}

/** Whether it broke, or always was so, or comes and goes. */
function sinceOf({ began, last, passed, kind }: Finding): string {
  const since = `${moment(began)} UTC`;
  if (began === last) return since;
  if (kind === 'unfollowed' || !passed) return `${since}, last at ${moment(last)}`;
  const others = plural(passed.preflights, 'other preflight');
  if (passed.last < began)
    return `${since}; before that ${others} of this path passed, the last at ${moment(passed.last)}`;
  if (passed.first > last) return `${since} until ${moment(last)}; since then ${others} of this path passed`;
  return `${since}, last at ${moment(last)}; meanwhile ${others} of this path passed`;
}

function tables(report: LogReport, { width, detail }: LogScreen): Line[] {
  const { statuses, hosts, paths, origins, originsFrom, total } = report;
  if (total.preflights === 0) return [];
  const rows = detail === 'verbose' ? 30 : 5;
  const byStatus: Ranking = {
    missed: 0,
    items: statuses.map(({ status, ...counts }) => ({ name: String(status), ...counts })),
  };
  return [
    ...table('Status', byStatus, rows, width),
    ...(hosts.items.some(({ name }) => name !== '') ? table('Host', hosts, rows, width) : []),
    ...table('Path', paths, rows, width),
    ...(originsFrom === 'not logged'
      ? [BLANK, ...paragraph('These logs do not tell the pages: log the Origin header to see them.', width, 'dim')]
      : table(originsFrom === 'Origin' ? 'Origin' : 'Origin, as the Referer tells it', origins, rows, width)),
  ];
}

const NAME = 38;
const BAR = 14;

/** Each with its preflights, and the part of them that was refused as a bar. */
function table(title: string, { items, missed }: Ranking, rows: number, width: number): Line[] {
  const nameWidth = Math.max(16, Math.min(NAME, width - 42));
  const shown = items.slice(0, rows);
  return [
    BLANK,
    [
      ['strong', title.padEnd(nameWidth)],
      ['dim', ' preflights  refused'],
    ],
    ...shown.map(({ name, preflights, refused }): Line => {
      const text = name === '' ? '(not told)' : name;
      const cell = text.length > nameWidth ? `${text.slice(0, nameWidth - 1)}…` : text;
      const share = refused / preflights;
      return [
        cell.padEnd(nameWidth),
        `${missed > 0 ? '≥' : ' '}${number(preflights)}`.padStart(11),
        `${percent(share)}`.padStart(9),
        '  ',
        ['bad', bar(share, BAR)],
      ];
    }),
    ...(items.length > shown.length ? [[['dim', `and ${items.length - shown.length} more`]] satisfies Line] : []),
  ];
}

/** While logs are followed: what was refused just now. */
export const refusedLines = (findings: readonly Finding[], width: number): Line[] =>
  findings
    .slice(0, 10)
    .flatMap(({ host, path, statuses, counts, last, cause }) =>
      paragraph(
        `${last === '' ? '' : `${moment(last)} `}${number(counts.refused)}× ${host}${path} OPTIONS → ${statuses.join(', ')} ${cause.id}`,
        width,
        'bad',
      ),
    );
