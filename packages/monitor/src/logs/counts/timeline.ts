/** Preflights by outcome. The rest were followed by the request. */
export interface Counts {
  preflights: number;
  /** The status is not 2xx, so browsers don't send the request. */
  refused: number;
  /** The client closed the connection before the response. */
  aborted: number;
  /** The status is 2xx, but the request did not follow within the window. */
  unfollowed: number;
  /** The status is 2xx, and the log does not show whether the request followed. */
  undecided: number;
}

export const noCounts = (): Counts => ({ preflights: 0, refused: 0, aborted: 0, unfollowed: 0, undecided: 0 });

export function addCounts(into: Counts, from: Counts): void {
  into.preflights += from.preflights;
  into.refused += from.refused;
  into.aborted += from.aborted;
  into.unfollowed += from.unfollowed;
  into.undecided += from.undecided;
}

/** Counts by time, in at most `limit` buckets, which widen as the time span grows. */
export interface Timeline {
  readonly limit: number;
  /** Of a bucket, one of BUCKET_WIDTHS. */
  width: number;
  first: number;
  last: number;
  readonly buckets: Map<number, Counts>;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Wide enough for all of time. */
const WIDEST = 3640 * DAY;

/** In seconds. Each is a multiple of the previous one. */
export const BUCKET_WIDTHS = [
  1,
  5,
  15,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  7 * DAY,
  28 * DAY,
  364 * DAY,
  WIDEST,
] as const;

export const timeline = (limit: number): Timeline => ({
  limit,
  width: BUCKET_WIDTHS[0],
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
  buckets: new Map(),
});

/** The counts of the bucket for this time, in seconds since 1970. */
export function bucketAt(line: Timeline, time: number): Counts {
  if (time < line.first || time > line.last) {
    line.first = Math.min(line.first, time);
    line.last = Math.max(line.last, time);
    widen(line);
  }
  const index = Math.floor(time / line.width);
  let counts = line.buckets.get(index);
  if (!counts) {
    counts = noCounts();
    line.buckets.set(index, counts);
  }
  return counts;
}

export function mergeTimeline(into: Timeline, from: Timeline): void {
  into.first = Math.min(into.first, from.first);
  into.last = Math.max(into.last, from.last);
  if (into.first > into.last) return;
  widen(into);
  if (from.width > into.width) widenTo(into, from.width);
  const ratio = into.width / from.width;
  for (const [index, counts] of from.buckets) addBucket(into, Math.floor(index / ratio), counts);
}

function addBucket({ buckets }: Timeline, index: number, counts: Counts): void {
  const there = buckets.get(index);
  if (there) addCounts(there, counts);
  else buckets.set(index, { ...counts });
}

function widen(line: Timeline): void {
  const isEnough = (width: number) => width >= line.width && bucketsAcross(line, width) <= line.limit;
  const width = BUCKET_WIDTHS.find(isEnough) ?? WIDEST;
  if (width > line.width) widenTo(line, width);
}

const bucketsAcross = ({ first, last }: Timeline, width: number): number =>
  Math.floor(last / width) - Math.floor(first / width) + 1;

function widenTo(line: Timeline, width: number): void {
  const old = [...line.buckets];
  const ratio = width / line.width;
  line.buckets.clear();
  line.width = width;
  for (const [index, counts] of old) addBucket(line, Math.floor(index / ratio), counts);
}
