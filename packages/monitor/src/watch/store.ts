import type { CheckState } from './state.js';

/** What survives a restart: the state of each check, and what each channel was notified of. */
export interface Store {
  read(id: string): Promise<CheckState | undefined>;
  write(state: CheckState): Promise<void>;
  /** The states of all checks. */
  states(): Promise<readonly CheckState[]>;
  notified(id: string, channel: string): Promise<Notified | undefined>;
  setNotified(id: string, channel: string, notified: Notified): Promise<void>;
  /**
   * Locks a channel for a check, so that only one process sends its alert. Returns the function that releases the lock, which
   * expires after `ms`; undefined if another process holds it. Absent if there is only one process.
   */
  claim?(id: string, channel: string, ms: number): Promise<(() => Promise<void>) | undefined>;
  /** Resolves once everything is written. */
  close(): Promise<void>;
}

/** What a channel knows about a check. */
export interface Notified {
  /** The symptom of the last alert delivered. */
  readonly symptom: string;
  /** The alert that could not be delivered, and in how many runs it was tried. */
  readonly rejected?: { readonly symptom: string; readonly runs: number };
}
