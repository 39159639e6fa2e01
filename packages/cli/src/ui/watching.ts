import { type Contract, planSize } from '@corsmith/contract';
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
import { maskerOf } from '../secrets.js';
import { secretsOf } from '../watch/session.js';
import { subjectOf } from '../watch/subject.js';
import { type Board, createBoard } from './board.js';

/** What the page is told of the watch, as it comes. */
type WatchNews =
  | { readonly watch: WatchTold | null }
  | { readonly state: CheckState }
  /** A run that is under way: how many expectations are known already. */
  | { readonly run: { readonly id: string; readonly done: number; readonly of: number } };

/** What was typed into the page: it is there again where the page is opened anew. */
export interface WatchOrder {
  readonly text: string;
  readonly environment: string;
  readonly interval: string;
}

interface WatchTold {
  readonly isOn: boolean;
  readonly order: WatchOrder;
  /** When it was started, in milliseconds since 1970. */
  readonly since: number;
  readonly checks: readonly Watched[];
  /** Why it ended by itself. */
  readonly trouble?: string;
}

interface Watched extends Pick<EndpointCheck, 'id' | 'name' | 'url'> {
  /** What a fix is for. */
  readonly policy: PolicyConfig;
}

/** The one watch of a page's server. It goes on while no page is open, and forgets all when the server ends. */
export interface Watching extends Pick<Board<WatchNews>, 'follow'> {
  /** In the place of the one that is on. What is known of the same endpoints is kept. */
  start(order: WatchOrder, contract: Contract, intervalMs: number): void;
  stop(): void;
}

export function createWatching(): Watching {
  const board = createBoard<WatchNews>();
  board.put('watch', { watch: null });
  const states = new Map<string, CheckState>();
  let on: { readonly told: WatchTold; readonly ending: AbortController } | undefined;

  const show = (told: WatchTold): void => board.put('watch', { watch: told });

  function stop(trouble?: string): void {
    on?.ending.abort();
    if (on) show({ ...on.told, isOn: false, ...(trouble !== undefined && { trouble }) });
    on = undefined;
  }

  function start(order: WatchOrder, contract: Contract, intervalMs: number): void {
    stop();
    const { environment } = contract;
    const checks = checksOf(contract, maskerOf(secretsOf(contract)).text);
    forgetOthers(checks);
    const ending = new AbortController();
    on = { ending, told: { isOn: true, order, since: Date.now(), checks: checks.map(watchedOf) } };
    show(on.told);
    void run(checks, intervalMs, environment, ending.signal).catch((error: Error) => {
      if (!ending.signal.aborted) stop(error.message);
    });
  }

  function forgetOthers(checks: readonly EndpointCheck[]): void {
    const ids = new Set(checks.map(({ id }) => id));
    for (const id of [...states.keys()].filter((id) => !ids.has(id))) {
      states.delete(id);
      board.take(id);
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
      clock: systemClock,
      signal,
      onTrouble: () => {},
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
        const tell = () => board.put(`run ${check.id}`, { run: { id: check.id, done, of } });
        tell();
        const onResult = () => {
          done++;
          tell();
        };
        const report = await runCheck(check, before, { signal, retries: 1, onResult });
        return maskerOf(secretsOf(check.contract)).data(report);
      },
      onRun: (state) => {
        if (signal.aborted) return;
        states.set(state.id, state);
        board.take(`run ${state.id}`);
        board.put(state.id, { state });
      },
    });
  }

  return { start, stop: () => stop(), follow: board.follow };
}

const watchedOf = ({ id, name, url, contract: { policy, endpoints } }: EndpointCheck): Watched => ({
  ...{ id, name, url },
  policy: endpoints[0]?.policy ?? policy,
});
