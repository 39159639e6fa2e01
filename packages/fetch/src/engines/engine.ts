import type { BlockCode, PageRequest } from '@corsmith/protocol';

/** How an engine's `fetch()` fails: the page learns these words and no more. */
export interface Words {
  /** The message of the TypeError where a request was sent, or could have been. */
  readonly failed: string;
  /** What is thrown for arguments that `fetch()` refuses; undefined where it says no more than `failed`. */
  refused(refusal: Refusal): Error | undefined;
  /** What is thrown for a text that is no URL. */
  readonly notUrl: (text: string) => string;
  /** What the engine takes a ReadableStream for as a body, where it does not know such bodies. */
  readonly streamIsText?: true;
}

export interface Refusal {
  readonly code: BlockCode;
  readonly page: PageRequest;
}
