import type { Level } from './level.js';
import type { ReadStack } from './read-policy.js';
import type { Span } from './source-file.js';
import { TRAPS, type TrapId } from './traps.js';

/** Text that replaces a part of a file. */
export interface Edit {
  readonly at: Span;
  readonly text: string;
}

/** What a stack does that its configuration does not say. */
export interface Trap {
  readonly id: TrapId;
  readonly level: Level;
  readonly at: Span;
  /** One sentence: what is wrong here. */
  readonly message: string;
  /** One sentence: why. */
  readonly why: string;
  readonly fix?: Edit;
  /** Default: that of the policies in the same file. */
  readonly stack?: ReadStack;
}

/** A trap with its usual words, or with a message of its own. */
export function trap(
  id: TrapId,
  at: Span,
  own: Partial<Pick<Trap, 'level' | 'message' | 'why' | 'fix' | 'stack'>> = {},
): Trap {
  const { level, message, why } = TRAPS[id];
  return { id, at, level, message, why, ...own };
}
