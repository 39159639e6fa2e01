import type { EngineWithBrowser } from '../browsers/browser.js';
import type { Disagreement, Point } from './compare.js';
import { standingOf } from './standing.js';
import type { Trial } from './trial.js';

/** What an engine's cases came to. */
export interface Verdict {
  readonly engine: EngineWithBrowser;
  readonly version: string;
  readonly cases: number;
  readonly seconds: number;
  /** How many cases agreed on each point. */
  readonly agreed: Readonly<Record<Point, number>>;
  /** How many disagreed on any. */
  readonly disagreeing: number;
  /** Disagreements of one kind together, the most frequent first. */
  readonly groups: readonly Group[];
  /** In an older tested version: in how many cases it does otherwise than the newest, and how. */
  readonly drifting: number;
  readonly drift: readonly Group[];
}

export interface Group extends Disagreement {
  readonly count: number;
  /** The index of the smallest case. */
  readonly index: number;
  readonly trial: Trial;
}

/** The share of cases in which an untested version may differ from what is predicted. */
const MOST_DRIFT = 0.01;

/** On a tested version any disagreement is a failure. */
export const isFailure = ({ disagreeing, cases, ...browser }: Verdict): boolean =>
  standingOf(browser) === 'untested' ? disagreeing > cases * MOST_DRIFT : disagreeing > 0;
