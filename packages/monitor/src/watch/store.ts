import type { Notified } from './alerts/notified.js';
import type { CheckState } from './state.js';

/** What survives a restart: the state of each check, and what each receiver knows. */
export interface Store {
  read(id: string): Promise<CheckState | undefined>;
  write(state: CheckState): Promise<void>;
  /** The states of all checks. */
  states(): Promise<readonly CheckState[]>;
  /** What a receiver knows, by check: only what does not hold. */
  notified(receiver: string): Promise<ReadonlyMap<string, Notified>>;
  notifiedOf(receiver: string, id: string): Promise<Notified | undefined>;
  /** Records what a receiver knows; undefined for all is well. */
  setNotified(receiver: string, notified: ReadonlyMap<string, Notified | undefined>): Promise<void>;
  /**
   * Locks a receiver, so that only one process notifies it. Returns the function that releases the lock, which expires after
   * `ms`; undefined if another process holds it. Absent if there is only one process.
   */
  claim?(receiver: string, ms: number): Promise<(() => Promise<void>) | undefined>;
  /** Absent if no other process watches this contract. */
  scope?(): Promise<Scope>;
  /** How often the state could not be saved, and why, if it can't at present. */
  readonly failures?: { readonly count: number; readonly problem?: string };
  /** Resolves once everything is written. */
  close(): Promise<void>;
}

/** Which checks this process speaks for, while others watch another version of the contract. */
export interface Scope {
  readonly decides: (id: string) => boolean;
  readonly isWatched: (id: string) => boolean;
}
