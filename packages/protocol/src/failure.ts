import type { BlockCode } from './exchange.js';

/** Why something was refused; `simulate` makes a Block of it. */
export interface Failure {
  readonly code: BlockCode;
  readonly parameter?: string | undefined;
}
