import type { Counts, Timeline } from './counts/timeline.js';

export interface ReportedTimeline {
  /** The width of a bucket in seconds. */
  readonly width: number;
  /** The buckets that are not empty. */
  readonly buckets: readonly ({ readonly at: string } & Readonly<Counts>)[];
}

export function reportedTimeline({ width, buckets }: Timeline): ReportedTimeline {
  return {
    width,
    buckets: [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([index, counts]) => ({ at: isoTime(index * width), ...counts })),
  };
}

/** From seconds since 1970; empty for 0, the time of lines without one. */
export const isoTime = (time: number): string =>
  time === 0 ? '' : `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;
