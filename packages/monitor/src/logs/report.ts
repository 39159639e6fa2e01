import type { FrequentItems } from '../frequent-items.js';
import type { Lines, Tally } from './counts/tally.js';
import { BUCKET_WIDTHS, type Counts, type Timeline } from './counts/timeline.js';
import type { ReadProblem } from './files/file-blocks.js';
import { type Finding, findingsOf } from './findings.js';

/** The preflights in the logs. Times are in ISO 8601 and UTC. */
export interface LogReport {
  readonly logs: readonly DetectedLog[];
  /** Files that could not be read completely. */
  readonly problems: readonly ReadProblem[];
  readonly lines: Readonly<Lines>;
  /** The time span of the lines; absent if they have no times. */
  readonly from?: string;
  readonly to?: string;
  /** The maximum time from a preflight to the end of its request, in seconds. */
  readonly window: number;
  readonly originsFrom: 'Origin' | 'Referer' | 'not logged';
  /** `refusedShare` is from 0 to 1. */
  readonly total: Readonly<Counts> & { readonly refusedShare: number };
  /** OPTIONS requests that are not preflights. */
  readonly otherOptions: number;
  /** Preflights older than an earlier line by more than the window. If there are any, unfollowed ones count as undecided. */
  readonly disordered: number;
  /** Preflights that the filter excludes: to other hosts, to other paths, at other times. */
  readonly excluded: { readonly hosts: Ranking; readonly paths: Ranking; readonly times: number };
  readonly statuses: readonly ({ readonly status: number } & Readonly<Counts>)[];
  readonly hosts: Ranking;
  readonly paths: Ranking;
  readonly origins: Ranking;
  readonly timeline: ReportedTimeline;
  readonly findings: readonly Finding[];
}

export interface DetectedLog {
  readonly path: string;
  readonly format: string;
  readonly title: string;
  /** `given` if the user named the format. */
  readonly certainty: 'given' | 'sure' | 'unsure';
}

/** The most frequent first. Each count may be too low by up to `missed`, which is 0 unless there were too many names. */
export interface Ranking {
  readonly missed: number;
  readonly items: readonly ({ readonly name: string } & Readonly<Counts>)[];
}

export interface ReportedTimeline {
  /** The width of a bucket in seconds. */
  readonly width: number;
  /** The buckets that are not empty. */
  readonly buckets: readonly ({ readonly at: string } & Readonly<Counts>)[];
}

/** The maximum number of hosts, paths, origins and findings. */
const MAX_RANKED = 100;

export interface ReportContext {
  readonly logs: readonly DetectedLog[];
  readonly problems: readonly ReadProblem[];
  readonly window: number;
  readonly originsFrom: LogReport['originsFrom'];
  /** The host for logs without hosts. */
  readonly host?: string;
  /** Whether every log has times. */
  readonly isTimed: boolean;
}

export function reportOf(tally: Tally, { host, isTimed, ...context }: ReportContext): LogReport {
  const { first, last } = tally.span;
  const { preflights, refused } = tally.total;
  return {
    ...context,
    lines: tally.lines,
    ...(isTimed && first <= last && { from: isoTime(first), to: isoTime(last) }),
    total: { ...tally.total, refusedShare: preflights === 0 ? 0 : refused / preflights },
    otherOptions: tally.otherOptions,
    disordered: tally.disordered,
    excluded: {
      hosts: rankingOf(tally.excluded.hosts),
      paths: rankingOf(tally.excluded.paths),
      times: tally.excluded.times,
    },
    statuses: [...tally.statuses]
      .map(([status, counts]) => ({ status, ...counts }))
      .sort((a, b) => b.preflights - a.preflights || a.status - b.status),
    hosts: rankingOf(tally.hosts),
    paths: rankingOf(tally.paths),
    origins: rankingOf(tally.origins),
    timeline: isTimed ? reportedTimeline(tally.timeline) : NO_TIMELINE,
    findings: findingsOf(
      [...tally.groups.items.values()].map(({ value }) => value),
      host,
    )
      .slice(0, MAX_RANKED)
      .map((finding) => (isTimed ? finding : withoutTimes(finding))),
  };
}

const NO_TIMELINE: ReportedTimeline = { width: 1, buckets: [] };
const withoutTimes = ({ passed: _, ...finding }: Finding): Finding => ({ ...finding, timeline: NO_TIMELINE });

export const rankingOf = ({ items, missed }: FrequentItems<Counts>): Ranking => ({
  missed,
  items: [...items]
    .map(([name, { value }]) => ({ name, ...value }))
    .sort((a, b) => b.preflights - a.preflights || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_RANKED),
});

export function reportedTimeline({ width, buckets }: Timeline): ReportedTimeline {
  const seconds = BUCKET_WIDTHS[width]!;
  return {
    width: seconds,
    buckets: [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([index, counts]) => ({ at: isoTime(index * seconds), ...counts })),
  };
}

/** From seconds since 1970; empty for 0, the time of lines without one. */
export const isoTime = (time: number): string =>
  time === 0 ? '' : `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;
