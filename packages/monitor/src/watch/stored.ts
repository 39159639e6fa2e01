import { isRecord, recordOf } from '@corsmith/protocol';
import type { Notified } from './alerts/notified.js';
import type { CheckState } from './state.js';

/** The state of a check as it was stored; undefined if the text is none. */
export const storedState = (text: string): CheckState | undefined => stored(text, isCheckState);

/** What a receiver knows as it was stored; undefined if the text is none. */
export const storedNotified = (text: string): Notified | undefined => stored(text, isNotified);

/** The value that a text stores as JSON; undefined if it is of another kind. */
export function stored<Value>(text: string, isIt: (value: unknown) => value is Value): Value | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isIt(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it has everything without which no run and no alert could go on. */
export function isCheckState(value: unknown): value is CheckState {
  const { id, symptom, signature, since, lastRun, failures, report, history, past, runs } = recordOf(value);
  const { problems, drift, cells } = recordOf(report);
  return (
    [id, symptom, signature].every(isText) &&
    [since, lastRun, failures].every(Number.isFinite) &&
    [history, problems, drift, cells, recordOf(past).at].every(Array.isArray) &&
    isRecord(runs)
  );
}

export function isNotified(value: unknown): value is Notified {
  const { incident, name, url, status, symptom, signature, since } = recordOf(value);
  return [incident, name, url, status, symptom, signature].every(isText) && Number.isFinite(since);
}

const isText = (value: unknown): boolean => typeof value === 'string';
