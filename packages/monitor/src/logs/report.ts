import type { FrequentItems } from '../frequent-items.js';
import type { Lines, Tally } from './counts/tally.js';
import { BUCKET_WIDTHS, type Counts, type Timeline } from './counts/timeline.js';
import type { Trouble } from './files/file-blocks.js';
import { type Finding, findingsOf } from './findings.js';

/** What the logs tell of preflights. Times are ISO 8601 in UTC. */
export interface LogReport {
  readonly logs: readonly RecognisedLog[];
  /** What could not be read whole. */
  readonly troubles: readonly Trouble[];
  readonly lines: Readonly<Lines>;
  /** Of the lines that were read; absent where there is none. */
  readonly from?: string;
  readonly to?: string;
  /** How long after its preflight a request may end. Seconds. */
  readonly window: number;
  readonly originsFrom: 'Origin' | 'Referer' | 'not logged';
  /** `unfollowed` and `undecided` are of preflights answered 2xx; `refusedShare` is from 0 to 1. */
  readonly total: Readonly<Counts> & { readonly refusedShare: number };
  /** OPTIONS that are no preflights. */
  readonly otherOptions: number;
  /** Preflights older than others before them by more than the window. If there are any, what follows them is undecided. */
  readonly disordered: number;
  /** Preflights that are not wanted: of other hosts, of other paths, and of other times. */
  readonly excluded: { readonly hosts: Ranking; readonly paths: Ranking; readonly times: number };
  readonly statuses: readonly ({ readonly status: number } & Readonly<Counts>)[];
  readonly hosts: Ranking;
  readonly paths: Ranking;
  readonly origins: Ranking;
  readonly timeline: ReportedTimeline;
  readonly findings: readonly Finding[];
}

export interface RecognisedLog {
  readonly path: string;
  readonly format: string;
  readonly title: string;
  /** `given` where it was named. */
  readonly certainty: 'given' | 'sure' | 'unsure';
}

/** The most frequent first. Each count may be too low by `missed`, which is 0 unless there were too many to keep. */
export interface Ranking {
  readonly missed: number;
  readonly items: readonly ({ readonly name: string } & Readonly<Counts>)[];
}

export interface ReportedTimeline {
  /** Seconds that a bucket covers. */
  readonly width: number;
  /** Those in which there is something. */
  readonly buckets: readonly ({ readonly at: string } & Readonly<Counts>)[];
}

/** Of the hosts, paths and origins so many are told, and of the findings. */
const RANKED = 100;

export interface ReportContext {
  readonly logs: readonly RecognisedLog[];
  readonly troubles: readonly Trouble[];
  readonly window: number;
  readonly originsFrom: LogReport['originsFrom'];
  /** The host of logs that name none. */
  readonly host?: string;
  /** Whether every log tells the time. */
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
      .slice(0, RANKED)
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
    .slice(0, RANKED),
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

/** Of seconds since 1970; empty for 0, which lines have that tell no time. */
export const isoTime = (time: number): string =>
  time === 0 ? '' : `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;
