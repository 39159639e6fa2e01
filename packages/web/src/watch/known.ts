import type { CheckState, Status } from '@corsmith/monitor/pure';
import { defined } from '@corsmith/protocol';
import type { RunInProgress, Watched, WatchStatus, WatchUpdate } from './follow.js';

/** What the page knows about the watch. */
export interface Known {
  readonly watch?: WatchStatus;
  /** By check id. */
  readonly states: ReadonlyMap<string, CheckState>;
  /** Runs in progress, by check id. */
  readonly runs: ReadonlyMap<string, RunInProgress>;
}

export const NOTHING: Known = { states: new Map(), runs: new Map() };

export function withUpdate(known: Known, update: WatchUpdate): Known {
  if ('run' in update) return { ...known, runs: new Map(known.runs).set(update.run.id, update.run) };
  if ('state' in update) {
    const { state } = update;
    const runs = new Map([...known.runs].filter(([id]) => id !== state.id));
    return { ...known, runs, states: new Map(known.states).set(state.id, state) };
  }
  if (update.watch === null) return NOTHING;
  // Runs that were in progress when the watch ended never finish.
  return { ...known, watch: update.watch, runs: update.watch.isOn ? known.runs : NOTHING.runs };
}

export interface Row {
  readonly name: string;
  readonly watched: Watched;
  /** Absent until the first run has ended. */
  readonly state?: CheckState;
  readonly run?: RunInProgress;
}

/** One row per endpoint, in the order of the contract, and the origins of all endpoints. */
export function matrixOf({ watch, states, runs }: Known): {
  readonly origins: readonly string[];
  readonly rows: readonly Row[];
} {
  const rows = (watch?.checks ?? []).map((watched): Row => {
    const state = states.get(watched.id);
    const run = runs.get(watched.id);
    return { name: watched.name, watched, ...defined({ state, run }) };
  });
  const origins = rows.flatMap(({ state }) => state?.report.cells.map(({ origin }) => origin) ?? []);
  return { origins: [...new Set(origins)], rows };
}

/** A change of an endpoint's state. */
export interface Change {
  readonly at: number;
  readonly name: string;
  readonly status: Status;
  readonly symptom: string;
}

const MAX_CHANGES = 50;

/** The changes of all endpoints, the latest first. */
export const changesOf = (rows: readonly Row[]): readonly Change[] =>
  rows
    .flatMap(({ name, state }) => (state?.history ?? []).map((change) => ({ ...change, name })))
    .sort((a, b) => b.at - a.at)
    .slice(0, MAX_CHANGES);
