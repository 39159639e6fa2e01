import type { Lines, Tally } from './counts/tally.js';
import type { Counts } from './counts/timeline.js';
import type { ReadProblem } from './files/file-blocks.js';
import { type Finding, findingsOf } from './findings.js';
import { MAX_RANKED, type Ranking, rankingOf } from './ranking.js';
import { isoTime, type ReportedTimeline, reportedTimeline } from './reported-timeline.js';

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
