import { type FrequentItems, frequentItems, mergeItems, offer } from '../../frequent-items.js';
import { keptText } from '../kept-text.js';
import type { LogRecord } from '../record.js';
import { routeOf } from '../route.js';
import { addCounts, bucketAt, type Counts, mergeTimeline, noCounts, type Timeline, timeline } from './timeline.js';

/** Everything that is counted in a log. Plain data of bounded size, which threads send and which can be added up. */
export interface Tally {
  readonly lines: Lines;
  /** Seconds since 1970; infinite where no line was read. */
  span: Span;
  readonly total: Counts;
  /** OPTIONS that are no preflights. */
  otherOptions: number;
  /** Preflights that are older than others before them by more than the window: their lines are not in the order of time. */
  disordered: number;
  /** Preflights that were not wanted, by what they differ in. */
  readonly excluded: Excluded;
  readonly statuses: Map<number, Counts>;
  readonly hosts: FrequentItems<Counts>;
  readonly paths: FrequentItems<Counts>;
  readonly origins: FrequentItems<Counts>;
  readonly groups: FrequentItems<Group>;
  readonly timeline: Timeline;
}

export interface Excluded {
  readonly hosts: FrequentItems<Counts>;
  readonly paths: FrequentItems<Counts>;
  times: number;
}

export interface Lines {
  read: number;
  /** Not of the format, as far as was looked. */
  unreadable: number;
  /** Longer than a block: passed over. */
  tooLong: number;
}

export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The preflights of one host and route that were answered with one status. */
export interface Group {
  readonly host: string;
  readonly route: string;
  readonly status: number;
  readonly counts: Counts;
  span: Span;
  readonly origins: FrequentItems<Counts>;
  readonly timeline: Timeline;
  /** A path of the route, and a method that was asked for where that is logged. */
  readonly path: string;
  asks: string;
}

const KEYS = 1000;
const EXCLUDED = 50;
const ORIGINS_OF_GROUP = 8;
export const BUCKETS = 500;
const BUCKETS_OF_GROUP = 60;
const NEVER: Span = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

export const emptyTally = (): Tally => ({
  lines: { read: 0, unreadable: 0, tooLong: 0 },
  span: NEVER,
  total: noCounts(),
  otherOptions: 0,
  disordered: 0,
  excluded: { hosts: frequentItems(EXCLUDED), paths: frequentItems(EXCLUDED), times: 0 },
  statuses: new Map(),
  hosts: frequentItems(KEYS),
  paths: frequentItems(KEYS),
  origins: frequentItems(KEYS),
  groups: frequentItems(KEYS),
  timeline: timeline(BUCKETS),
});

/** Counts a preflight that is not wanted. */
export function countExcluded({ excluded }: Tally, { host, path }: LogRecord, because: Exclusion): void {
  if (because === 'time') excluded.times++;
  else if (because === 'host') offer(excluded.hosts, keptText(host), noCounts).preflights++;
  else offer(excluded.paths, routeOf(path), noCounts).preflights++;
}

export type Exclusion = 'time' | 'host' | 'path';

export const isRefusal = (status: number): boolean => status < 200 || status > 299;

/** What finds the counts of a preflight again. It keeps no line in memory. */
export interface CountedPreflight {
  readonly time: number;
  readonly status: number;
  readonly host: string;
  readonly route: string;
  readonly origin: string;
}

export function countPreflight(tally: Tally, record: LogRecord): CountedPreflight {
  const { status, time } = record;
  const counted = {
    time,
    status,
    host: keptText(record.host),
    route: routeOf(record.path),
    origin: keptText(record.origin),
  };
  const { host, route, origin } = counted;
  const group = offer(tally.groups, groupKey(counted), () => newGroup(counted, record));
  group.span = spanWith(group.span, time);
  if (group.asks === '') group.asks = keptText(record.asks);
  const refused = isRefusal(status) ? 1 : 0;
  for (const counts of [
    tally.total,
    statusCounts(tally, status),
    offer(tally.hosts, host, noCounts),
    offer(tally.paths, route, noCounts),
    offer(tally.origins, origin, noCounts),
    bucketAt(tally.timeline, time),
    group.counts,
    offer(group.origins, origin, noCounts),
    bucketAt(group.timeline, time),
  ]) {
    counts.preflights++;
    counts.refused += refused;
  }
  return counted;
}

/**
 * Counts what became of a preflight that was counted before. It is looked for anew, so that none that is awaited keeps
 * alive what fell out of the sketches.
 */
export function countFate(tally: Tally, counted: CountedPreflight, fate: 'unfollowed' | 'undecided'): void {
  const { host, status, origin, time, route } = counted;
  const group = tally.groups.items.get(groupKey(counted))?.value;
  // What came back into a sketch may have lost the preflight.
  for (const counts of [
    tally.total,
    statusCounts(tally, status),
    tally.hosts.items.get(host)?.value,
    tally.paths.items.get(route)?.value,
    tally.origins.items.get(origin)?.value,
    bucketAt(tally.timeline, time),
    group?.counts,
    group?.origins.items.get(origin)?.value,
    group && bucketAt(group.timeline, time),
  ])
    if (counts && counts.refused + counts.unfollowed + counts.undecided < counts.preflights) counts[fate]++;
}

const groupKey = ({ status, host, route }: CountedPreflight): string => `${status} ${host} ${route}`;

const newGroup = ({ host, status, route }: CountedPreflight, { path, asks }: LogRecord): Group => ({
  host,
  route,
  status,
  counts: noCounts(),
  span: NEVER,
  origins: frequentItems(ORIGINS_OF_GROUP),
  timeline: timeline(BUCKETS_OF_GROUP),
  path: route.includes(':token') ? route : keptText(path),
  asks: keptText(asks),
});

function statusCounts({ statuses }: Tally, status: number): Counts {
  let counts = statuses.get(status);
  if (!counts) {
    counts = noCounts();
    statuses.set(status, counts);
  }
  return counts;
}

export const spanWith = ({ first, last }: Span, time: number): Span =>
  time < first || time > last ? { first: Math.min(first, time), last: Math.max(last, time) } : { first, last };

/** Adds the counts of another part of the logs. */
export function mergeTally(into: Tally, from: Tally): void {
  into.lines.read += from.lines.read;
  into.lines.unreadable += from.lines.unreadable;
  into.lines.tooLong += from.lines.tooLong;
  into.span = mergedSpan(into.span, from.span);
  into.otherOptions += from.otherOptions;
  into.excluded.times += from.excluded.times;
  for (const name of ['hosts', 'paths'] as const) mergeItems(into.excluded[name], from.excluded[name], addCounts);
  into.disordered += from.disordered;
  addCounts(into.total, from.total);
  for (const [status, counts] of from.statuses) addCounts(statusCounts(into, status), counts);
  for (const name of ['hosts', 'paths', 'origins'] as const) mergeItems(into[name], from[name], addCounts);
  mergeItems(into.groups, from.groups, mergeGroup);
  mergeTimeline(into.timeline, from.timeline);
}

function mergeGroup(into: Group, from: Group): void {
  addCounts(into.counts, from.counts);
  into.span = mergedSpan(into.span, from.span);
  if (into.asks === '') into.asks = from.asks;
  mergeItems(into.origins, from.origins, addCounts);
  mergeTimeline(into.timeline, from.timeline);
}

const mergedSpan = (a: Span, b: Span): Span => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
});
