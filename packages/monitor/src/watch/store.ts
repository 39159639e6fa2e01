import type { CheckState } from './state.js';

/** What survives a restart: the state of each check, and what each channel was told of it. */
export interface Store {
  read(id: string): Promise<CheckState | undefined>;
  write(state: CheckState): Promise<void>;
  /** Of all checks. */
  states(): Promise<readonly CheckState[]>;
  told(id: string, channel: string): Promise<Told | undefined>;
  tell(id: string, channel: string, told: Told): Promise<void>;
  /**
   * Lets one process at a time tell a channel of a check, for that many milliseconds at most; gives what lets others. Absent
   * where there is one process only.
   */
  claim?(id: string, channel: string, ms: number): Promise<(() => Promise<void>) | undefined>;
  /** Resolves once all is kept. */
  close(): Promise<void>;
}

/** What a channel knows of a check. */
export interface Told {
  /** The last symptom that it took. */
  readonly symptom: string;
  /** What it did not take, and in how many runs it was tried. */
  readonly refused?: { readonly symptom: string; readonly runs: number };
}
