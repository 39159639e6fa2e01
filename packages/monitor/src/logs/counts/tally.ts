import { type FrequentItems, frequentItems, mergeItems, offer } from '../../frequent-items.js';
import { interned } from '../interned.js';
import type { LogRecord } from '../record.js';
import { routeOf } from '../route.js';
import { addCounts, bucketAt, type Counts, mergeTimeline, noCounts, type Timeline, timeline } from './timeline.js';

/** All counts of a log. Plain data of bounded size that can be sent between threads and merged. */
export interface Tally {
  readonly lines: Lines;
  /** Seconds since 1970; infinite if no line was read. */
  span: Span;
  readonly total: Counts;
  /** OPTIONS requests that are not preflights. */
  otherOptions: number;
  /** Preflights older than an earlier line by more than the window: the lines are not sorted by time. */
  disordered: number;
  /** Preflights that the filter excludes, by reason. */
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
  /** Lines of another format, as far as they were parsed. */
  unreadable: number;
  /** Skipped, since they are longer than a block. */
  tooLong: number;
}

export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The preflights of one host and route with one response status. */
export interface Group {
  readonly host: string;
  readonly route: string;
  readonly status: number;
  readonly counts: Counts;
  span: Span;
  readonly origins: FrequentItems<Counts>;
  readonly timeline: Timeline;
  /** An example path of the route, and a requested method if that is logged. */
  readonly path: string;
  requestedMethod: string;
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

/** Counts a preflight that the filter excludes. */
export function countExcluded({ excluded }: Tally, { host, path }: LogRecord, because: Exclusion): void {
  if (because === 'time') excluded.times++;
  else if (because === 'host') offer(excluded.hosts, interned(host), noCounts).preflights++;
  else offer(excluded.paths, routeOf(path), noCounts).preflights++;
}

export type Exclusion = 'time' | 'host' | 'path';

/** Statuses that servers log if the client closes the connection before the response: 499 (nginx), 460 (AWS ALB). */
export const CLIENT_CLOSED: readonly number[] = [460, 499];

export type ResponseKind = 'passed' | 'refused' | 'aborted';

export const responseKind = (status: number): ResponseKind =>
  CLIENT_CLOSED.includes(status) ? 'aborted' : status < 200 || status > 299 ? 'refused' : 'passed';

/** Identifies the counts of a preflight, without keeping its line in memory. */
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
    host: interned(record.host),
    route: routeOf(record.path),
    origin: interned(record.origin),
  };
  const { host, route, origin } = counted;
  const group = offer(tally.groups, groupKey(counted), () => newGroup(counted, record));
  group.span = spanWith(group.span, time);
  if (group.requestedMethod === '') group.requestedMethod = interned(record.requestedMethod);
  const kind = responseKind(status);
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
    if (kind !== 'passed') counts[kind]++;
  }
  return counted;
}

/**
 * Counts the outcome of a preflight that was counted before. Its counts are looked up again, so that pending preflights don't
 * keep removed entries in memory.
 */
export function countOutcome(tally: Tally, counted: CountedPreflight, outcome: 'unfollowed' | 'undecided'): void {
  const { host, status, origin, time, route } = counted;
  const group = tally.groups.items.get(groupKey(counted))?.value;
  // An entry that was removed and added again may not include this preflight.
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
    if (counts && decided(counts) < counts.preflights) counts[outcome]++;
}

const decided = ({ refused, aborted, unfollowed, undecided }: Counts): number =>
  refused + aborted + unfollowed + undecided;

const groupKey = ({ status, host, route }: CountedPreflight): string => `${status} ${host} ${route}`;

const newGroup = ({ host, status, route }: CountedPreflight, { path, requestedMethod }: LogRecord): Group => ({
  host,
  route,
  status,
  counts: noCounts(),
  span: NEVER,
  origins: frequentItems(ORIGINS_OF_GROUP),
  timeline: timeline(BUCKETS_OF_GROUP),
  path: route.includes(':token') ? route : interned(path),
  requestedMethod: interned(requestedMethod),
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
  if (into.requestedMethod === '') into.requestedMethod = from.requestedMethod;
  mergeItems(into.origins, from.origins, addCounts);
  mergeTimeline(into.timeline, from.timeline);
}

const mergedSpan = (a: Span, b: Span): Span => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
});
