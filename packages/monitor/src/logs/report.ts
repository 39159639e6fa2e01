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
}

export function reportOf(tally: Tally, { host, ...context }: ReportContext): LogReport {
  const { first, last } = tally.span;
  const { preflights, refused } = tally.total;
  return {
    ...context,
    lines: tally.lines,
    ...(first <= last && { from: isoTime(first), to: isoTime(last) }),
    total: { ...tally.total, refusedShare: preflights === 0 ? 0 : refused / preflights },
    otherOptions: tally.otherOptions,
    statuses: [...tally.statuses]
      .map(([status, counts]) => ({ status, ...counts }))
      .sort((a, b) => b.preflights - a.preflights || a.status - b.status),
    hosts: rankingOf(tally.hosts),
    paths: rankingOf(tally.paths),
    origins: rankingOf(tally.origins),
    timeline: reportedTimeline(tally.timeline),
    findings: findingsOf(
      [...tally.groups.items.values()].map(({ value }) => value),
      host,
    ).slice(0, RANKED),
  };
}

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

/** Seconds since 1970. */
export const isoTime = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;
