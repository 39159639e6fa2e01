import type { CheckState, Status } from '@corsmith/monitor/pure';
import type { RunUnderWay, Watched, WatchNews, WatchTold } from './follow.js';

/** What the page knows of the watch. */
export interface Known {
  readonly watch?: WatchTold;
  /** By the check's id. */
  readonly states: ReadonlyMap<string, CheckState>;
  /** Those under way, by the check's id. */
  readonly runs: ReadonlyMap<string, RunUnderWay>;
}

export const NOTHING: Known = { states: new Map(), runs: new Map() };

export function withNews(known: Known, news: WatchNews): Known {
  if ('run' in news) return { ...known, runs: new Map(known.runs).set(news.run.id, news.run) };
  if ('state' in news) {
    const { state } = news;
    const runs = new Map([...known.runs].filter(([id]) => id !== state.id));
    return { ...known, runs, states: new Map(known.states).set(state.id, state) };
  }
  if (news.watch === null) return NOTHING;
  // What was under way when it ended never comes to its end.
  return { ...known, watch: news.watch, runs: news.watch.isOn ? known.runs : NOTHING.runs };
}

export interface Row {
  readonly name: string;
  readonly watched: Watched;
  /** Absent until the first run has ended. */
  readonly state?: CheckState;
  readonly run?: RunUnderWay;
}

/** One row for each endpoint, in the order of the contract, and all origins that any is asked for. */
export function matrixOf({ watch, states, runs }: Known): {
  readonly origins: readonly string[];
  readonly rows: readonly Row[];
} {
  const rows = (watch?.checks ?? []).map((watched): Row => {
    const state = states.get(watched.id);
    const run = runs.get(watched.id);
    return { name: watched.name, watched, ...(state && { state }), ...(run && { run }) };
  });
  const origins = rows.flatMap(({ state }) => state?.report.cells.map(({ origin }) => origin) ?? []);
  return { origins: [...new Set(origins)], rows };
}

/** Something that changed at an endpoint. */
export interface Change {
  readonly at: number;
  readonly name: string;
  readonly status: Status;
  readonly symptom: string;
}

/** More than anyone reads. */
const MOST_CHANGES = 50;

/** Of all endpoints, the latest first. */
export const changesOf = (rows: readonly Row[]): readonly Change[] =>
  rows
    .flatMap(({ name, state }) => (state?.history ?? []).map((change) => ({ ...change, name })))
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST_CHANGES);
