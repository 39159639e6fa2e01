import type { FrequentItems } from '../frequent-items.js';
import type { Counts } from './counts/timeline.js';

/** The most frequent first. Each count may be too low by up to `missed`, which is 0 unless there were too many names. */
export interface Ranking {
  readonly missed: number;
  readonly items: readonly ({ readonly name: string } & Readonly<Counts>)[];
}

/** The maximum number of hosts, paths and origins, and of findings. */
export const MAX_RANKED = 100;

export const rankingOf = ({ items, missed }: FrequentItems<Counts>): Ranking => ({
  missed,
  items: [...items]
    .map(([name, { value }]) => ({ name, ...value }))
    .sort((a, b) => b.preflights - a.preflights || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_RANKED),
});
