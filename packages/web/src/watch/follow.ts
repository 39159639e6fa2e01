import type { CheckState } from '@corsmith/monitor/pure';
import type { PolicyConfig } from '@corsmith/server';
import { type Asking, ask, brokenOff, RefusedError, tell } from '../local-server.js';

/** What the local server tells of its watch. */
export type WatchNews =
  | { readonly watch: WatchTold | null }
  | { readonly state: CheckState }
  | { readonly run: RunUnderWay };

/** What is watched, as it was typed. */
export interface Order {
  readonly text: string;
  readonly environment: string;
  readonly interval: string;
}

export interface WatchTold {
  readonly isOn: boolean;
  readonly order: Order;
  /** When it was started, in milliseconds since 1970. */
  readonly since: number;
  readonly checks: readonly Watched[];
  /** Why it ended by itself. */
  readonly trouble?: string;
}

export interface Watched {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly policy: PolicyConfig;
}

/** How many expectations of a check are known already. */
export interface RunUnderWay {
  readonly id: string;
  readonly done: number;
  readonly of: number;
}

/** @throws RefusedError with every mistake in the contract */
export const startWatch = (order: Order, asking: Asking): Promise<void> => tell('./api/watch/start', order, asking);

/** @throws RefusedError */
export const stopWatch = (asking: Asking): Promise<void> => tell('./api/watch/stop', {}, asking);

/**
 * Tells all that the server knows of its watch, and then what changes, until the signal is aborted. A connection that
 * breaks is made anew.
 * @throws RefusedError where the server is gone
 */
export async function followWatch(asking: Asking, onNews: (news: WatchNews) => void): Promise<void> {
  while (!asking.signal.aborted) {
    let isHeard = false;
    try {
      for await (const news of ask<WatchNews>('./api/watch', {}, asking)) {
        isHeard = true;
        onNews(news);
      }
    } catch (error) {
      if (asking.signal.aborted) return;
      if (error instanceof RefusedError || !isHeard) throw error;
    }
    if (!isHeard) throw brokenOff();
  }
}
