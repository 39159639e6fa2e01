import type { Notifier } from './alerts/notifier.js';
import type { Clock } from './clock.js';
import type { EndpointCheck } from './endpoint-check.js';
import type { CheckReport } from './report.js';
import { afterRun, type CheckState } from './state.js';
import type { Store } from './store.js';

export interface RunContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly run: (check: EndpointCheck, before: CheckState | undefined) => Promise<CheckReport>;
  /** Called after each run. */
  readonly onRun: (state: CheckState, before: CheckState | undefined) => void;
}

/** Runs a check once, stores the result and notifies the channels. */
export async function performRun(
  check: EndpointCheck,
  {
    store,
    clock,
    notifier,
    run,
    onRun,
  }: Omit<RunContext, 'notifier'> & { readonly notifier: Pick<Notifier, 'notify'> },
): Promise<void> {
  const before = await store.read(check.id);
  const report = await run(check, before);
  const state = afterRun(before, check, report, clock.now());
  await store.write(state);
  onRun(state, before);
  await notifier.notify(state);
}
