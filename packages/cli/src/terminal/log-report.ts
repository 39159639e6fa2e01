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

/** The summary first, then each finding with the command that checks it, then the tables. */
export function logReportLines(report: LogReport, screen: LogScreen): Line[] {
  const { findings } = report;
  const shown = findings.slice(0, SHOWN[screen.detail]);
  const more = findings.length - shown.length;
  return [
    headline(report),
    BLANK,
    ...summaryLines(report, screen.width),
    ...shown.flatMap((finding) => [BLANK, ...findingLines(finding, report, screen.width)]),
    ...(more > 0 ? [BLANK, ...paragraph(`${more} more; --verbose shows them`, screen.width, 'dim')] : []),
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
  if (isAllExcluded(report)) return [['bad', '✗ No preflight in these logs matches the filters']];
  if (total.preflights === 0) return [['strong', 'No preflight in these logs']];
  const all = plural(total.preflights, 'preflight');
  if (total.refused > 0)
    return [['bad', `✗ ${number(total.refused)} of ${all} refused`], ` (${percent(total.refusedShare)})`];
  if (findings.length > 0) return [['bad', `✗ ${all}, none refused, but some requests did not follow`]];
  return [['good', `✓ ${all}, none refused`]];
}

function summaryLines(report: LogReport, width: number): Line[] {
  const room = besideLabel(width);
  const { total, from, to, logs, lines, problems, otherOptions } = report;
  const unread = [
    ...(lines.unreadable > 0 ? [`${plural(lines.unreadable, 'line')} in another format`] : []),
    ...(lines.tooLong > 0 ? [`${plural(lines.tooLong, 'line')} longer than ${LONGEST_LINE >> 10} KiB`] : []),
    ...problems.map(({ path, message }) => `${path}: ${message}`),
  ];
  return [
    ...labelled(
      'Logs',
      paragraph(
        `${plural(lines.read, 'line')}${from && to ? ` from ${moment(from)} to ${moment(to)} UTC` : lines.read > 0 ? ' without times' : ''}`,
        room,
      ),
    ),
    ...logs.flatMap(({ path, title, certainty }) =>
      labelled(
        '',
        paragraph(
          `${path}: ${title}${certainty === 'unsure' ? ' (unsure: pass --log-format)' : ''}`,
          room,
          certainty === 'unsure' ? 'bad' : 'dim',
        ),
      ),
    ),
    ...unread.flatMap((text, index) => labelled(index === 0 ? 'Not read' : '', paragraph(text, room, 'bad'))),
    ...(total.preflights > 0 ? labelled('Preflights', paragraph(outcomes(report), room)) : []),
    ...(total.preflights === 0
      ? [...excludedNotes(report)].flatMap((note) => labelled('', paragraph(note, room)))
      : []),
    ...(report.disordered > 0 ? labelled('Order', paragraph(DISORDER, room, 'bad')) : []),
    ...(otherOptions > 0
      ? labelled(
          '',
          paragraph(
            `${plural(otherOptions, 'OPTIONS request')} that ${otherOptions === 1 ? 'is' : 'are'} not preflights`,
            room,
            'dim',
          ),
        )
      : []),
    ...(from && to && total.preflights > 0 ? timelineLines(report, room) : []),
  ];
}

function outcomes({ total, window }: LogReport): string {
  const { preflights, refused, aborted, unfollowed, undecided } = total;
  const followed = preflights - refused - aborted - unfollowed - undecided;
  return [
    `${number(refused)} refused`,
    `${number(followed)} followed by the request`,
    ...(unfollowed > 0 ? [`${number(unfollowed)} not followed within ${window} s`] : []),
    ...(undecided > 0 ? [`${number(undecided)} undecided`] : []),
    ...(aborted > 0 ? [`${number(aborted)} closed by the client before the response`] : []),
  ].join(', ');
}

/** The buckets as a sparkline over the time span of the report. */
function barsOf(
  { width, buckets }: ReportedTimeline,
  of: 'preflights' | Finding['kind'],
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
  const { kind, host, path, statuses, counts, cause, others, origins, fix, isAssumed } = finding;
  const what = kind === 'unfollowed' ? 'OPTIONS passed, but no request followed' : `OPTIONS → ${statuses.join(', ')}`;
  const pages = origins.items.filter(({ name }) => name !== '');
  return [
    [['bad', `${number(counts[kind])}×  `], ['strong', `${host}${path}`], `   ${what}`],
    ...(report.from ? labelled('Time', [[['bad', barsOf(finding.timeline, kind, report, barColumns(room))]]]) : []),
    ...(report.from ? labelled('Since', paragraph(sinceOf(finding), room)) : []),
    ...(pages.length > 0
      ? labelled(
          'Origins',
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
    ...(fix === undefined ? [] : labelled('Fix', paragraph(fix, room))),
    ...labelled(
      'Check',
      shellCommand(checkOf(finding), room).map((row): Line => [['code', row]]),
    ),
    ...(isAssumed
      ? labelled(
          '',
          paragraph('The log has neither the method nor the headers, so a POST with JSON is assumed.', room, 'dim'),
        )
      : []),
  ];
}

function causeLine({ id, title }: Finding['cause'], room: number): Line[] {
  const gap = room - title.length - id.length;
  if (gap >= 2) return [[['strong', title], ' '.repeat(gap), ['dim', id]]];
  return [...paragraph(title, room, 'strong'), [' '.repeat(Math.max(0, room - id.length)), ['dim', id]]];
}

/** Whether it broke, was always broken, or comes and goes. */
function sinceOf({ began, last, passed, kind }: Finding): string {
  const since = `${moment(began)} UTC`;
  if (began === last) return since;
  if (kind === 'unfollowed' || !passed) return `${since}, last at ${moment(last)}`;
  const others = plural(passed.preflights, 'preflight');
  if (passed.last < began)
    return `${since}; before that ${others} to this path passed, the last at ${moment(passed.last)}`;
  if (passed.first > last) return `${since} until ${moment(last)}; after that ${others} to this path passed`;
  return `${since}, last at ${moment(last)}; in between ${others} to this path passed`;
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
      ? [BLANK, ...paragraph('These logs have no origins. Log the Origin header to see them.', width, 'dim')]
      : table(originsFrom === 'Origin' ? 'Origin' : 'Origin (from Referer)', origins, rows, width)),
  ];
}

const NAME = 38;
const BAR = 14;

/** The preflights of each item, and the share that was refused as a bar. */
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
      const text = name === '' ? '(unknown)' : name;
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

/** While logs are followed: preflights that were just refused. */
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
