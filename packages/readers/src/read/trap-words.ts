import type { Level } from './level.js';

/** The usual words of a trap. */
export interface TrapWords {
  readonly level: Level;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: why. */
  readonly why: string;
}

/** Traps by their ids. */
export type TrapTable = Readonly<Record<string, TrapWords>>;
