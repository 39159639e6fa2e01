import { type Contract, planSize } from '@corsmith/contract';
import { maskerOf } from '@corsmith/evidence';
import {
  type CheckState,
  checksOf,
  createNotifier,
  type EndpointCheck,
  memoryStore,
  runCheck,
  systemClock,
  watch,
} from '@corsmith/monitor/watch';
import type { PolicyConfig } from '@corsmith/server';
import { secretsOf } from '../watch/session.js';
import { subjectOf } from '../watch/subject.js';
import { type Board, createBoard } from './board.js';

/** An update of the watch for the page. */
type WatchUpdate =
  | { readonly watch: WatchStatus | null }
  | { readonly state: CheckState }
  /** A run in progress: how many expectations are done. */
  | { readonly run: { readonly id: string; readonly done: number; readonly of: number } };

/** What was typed into the page, to restore it when the page is opened again. */
export interface WatchOrder {
  readonly text: string;
  readonly environment: string;
  readonly interval: string;
}

interface WatchStatus {
  readonly isOn: boolean;
  readonly order: WatchOrder;
  /** When it was started, in milliseconds since 1970. */
  readonly since: number;
  readonly checks: readonly Watched[];
  /** Why it stopped by itself. */
  readonly problem?: string;
}

interface Watched extends Pick<EndpointCheck, 'id' | 'name' | 'url'> {
  /** The policy that a fix is for. */
  readonly policy: PolicyConfig;
}

/** The single watch of the page's server. It goes on while no page is open; its state is lost when the server ends. */
export interface Watching extends Pick<Board<WatchUpdate>, 'follow'> {
  /** Replaces the running watch. The states of endpoints in both are kept. */
  start(order: WatchOrder, contract: Contract, intervalMs: number): void;
  stop(): void;
}

export function createWatching(): Watching {
  const board = createBoard<WatchUpdate>();
  board.set('watch', { watch: null });
  const states = new Map<string, CheckState>();
  let on: { readonly status: WatchStatus; readonly ending: AbortController } | undefined;

  const show = (status: WatchStatus): void => board.set('watch', { watch: status });

  function stop(problem?: string): void {
    on?.ending.abort();
    if (on) show({ ...on.status, isOn: false, ...(problem !== undefined && { problem }) });
    on = undefined;
  }

  function start(order: WatchOrder, contract: Contract, intervalMs: number): void {
    stop();
    const { environment } = contract;
    const checks = checksOf(contract, maskerOf(secretsOf(contract)).text);
    dropOthers(checks);
    const ending = new AbortController();
    on = { ending, status: { isOn: true, order, since: Date.now(), checks: checks.map(watchedOf) } };
    show(on.status);
    void run(checks, intervalMs, environment, ending.signal).catch((error: Error) => {
      if (!ending.signal.aborted) stop(error.message);
    });
  }

  function dropOthers(checks: readonly EndpointCheck[]): void {
    const ids = new Set(checks.map(({ id }) => id));
    for (const id of [...states.keys()].filter((id) => !ids.has(id))) {
      states.delete(id);
      board.delete(id);
    }
  }

  function run(
    checks: readonly EndpointCheck[],
    intervalMs: number,
    environment: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const store = memoryStore([...states.values()]);
    const subject = subjectOf('cors.yaml', environment);
    const notifier = createNotifier({
      channels: [],
      subject,
      store,
      ids: new Set(checks.map(({ id }) => id)),
      intervalMs,
      clock: systemClock,
      signal,
      onProblem: () => {},
    });
    return watch({
      checks,
      intervalMs,
      signal,
      store,
      notifier,
      clock: systemClock,
      run: async (check, before) => {
        const of = planSize(check.contract);
        let done = 0;
        const show = () => board.set(`run ${check.id}`, { run: { id: check.id, done, of } });
        show();
        const onResult = () => {
          done++;
          show();
        };
        const report = await runCheck(check, before, { signal, retries: 1, onResult });
        return maskerOf(secretsOf(check.contract)).data(report);
      },
      onRun: (state) => {
        if (signal.aborted) return;
        states.set(state.id, state);
        board.delete(`run ${state.id}`);
        board.set(state.id, { state });
      },
    });
  }

  return { start, stop: () => stop(), follow: board.follow };
}

const watchedOf = ({ id, name, url, contract: { policy, endpoints } }: EndpointCheck): Watched => ({
  ...{ id, name, url },
  policy: endpoints[0]?.policy ?? policy,
});
