import type { CheckState } from '@corsmith/monitor/pure';
import type { PolicyConfig } from '@corsmith/server';
import { connectionLost, RefusedError, requestLines, type ServerAccess, send } from '../local-server.js';

/** An update of the local server's watch. */
export type WatchUpdate =
  | { readonly watch: WatchStatus | null }
  | { readonly state: CheckState }
  | { readonly run: RunInProgress };

/** The watch as it was typed. */
export interface Order {
  readonly text: string;
  readonly environment: string;
  readonly interval: string;
}

export interface WatchStatus {
  readonly isOn: boolean;
  readonly order: Order;
  /** When it was started, in milliseconds since 1970. */
  readonly since: number;
  readonly checks: readonly Watched[];
  /** Why it stopped by itself. */
  readonly problem?: string;
}

export interface Watched {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly policy: PolicyConfig;
}

/** The progress of a check, in expectations. */
export interface RunInProgress {
  readonly id: string;
  readonly done: number;
  readonly of: number;
}

/** @throws RefusedError with every problem in the contract */
export const startWatch = (order: Order, access: ServerAccess): Promise<void> =>
  send('./api/watch/start', order, access);

/** @throws RefusedError */
export const stopWatch = (access: ServerAccess): Promise<void> => send('./api/watch/stop', {}, access);

/**
 * Reports the current state of the server's watch, and then its changes, until the signal is aborted. Reconnects if the
 * connection is lost.
 * @throws RefusedError if the server is gone
 */
export async function followWatch(access: ServerAccess, onUpdate: (update: WatchUpdate) => void): Promise<void> {
  while (!access.signal.aborted) {
    let hasUpdates = false;
    try {
      for await (const update of requestLines<WatchUpdate>('./api/watch', {}, access)) {
        hasUpdates = true;
        onUpdate(update);
      }
    } catch (error) {
      if (access.signal.aborted) return;
      if (error instanceof RefusedError || !hasUpdates) throw error;
    }
    if (!hasUpdates) throw connectionLost();
  }
}
