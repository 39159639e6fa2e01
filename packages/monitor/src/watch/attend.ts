import type { Notifier } from './alerts/notifier.js';
import type { Clock } from './clock.js';
import type { EndpointCheck } from './endpoint-check.js';
import type { CheckReport } from './report.js';
import { afterRun, type CheckState } from './state.js';
import type { Store } from './store.js';

export interface Attendance {
  readonly store: Store;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly run: (check: EndpointCheck, before: CheckState | undefined) => Promise<CheckReport>;
  /** Told of each run. */
  readonly onRun: (state: CheckState, before: CheckState | undefined) => void;
}

/** What became of one run. */
export interface Attended {
  readonly state: CheckState;
  /** Resolves once who is to be told has been told. */
  readonly told: Promise<void>;
}

/** Runs a check once, keeps what was found, and tells who is to be told. */
export async function attend(
  check: EndpointCheck,
  { store, clock, notifier, run, onRun }: Attendance,
): Promise<Attended> {
  const before = await store.read(check.id);
  const report = await run(check, before);
  const state = afterRun(before, check, report, clock.now());
  await store.write(state);
  onRun(state, before);
  return { state, told: notifier.notify(state) };
}
