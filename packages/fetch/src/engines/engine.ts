import type { BlockCode } from '@corsmith/protocol';
import type { InitFault } from '../init-fault.js';
import type { PageCall } from '../page-call.js';

/** How an engine's `fetch()` fails: the page sees only these words. */
export interface Words {
  /** The message of the TypeError if a request was sent, or could have been. */
  readonly failed: string;
  /** What is thrown for arguments that `fetch()` refuses; undefined if the message is `failed`. */
  refused(refusal: Refusal): Error | undefined;
  /** What is thrown for a member of `init` that is invalid by itself; undefined if the engine accepts it. */
  faulty(fault: InitFault): Error | undefined;
  /** Whether mode `navigate` is refused before an invalid referrer. */
  readonly looksAtModeFirst?: true;
  /** The body of a response without one. */
  readonly nullBody: () => ReadableStream<Uint8Array> | null;
  /** What is thrown for an invalid URL. */
  readonly notUrl: (text: string) => string;
  /** What a ReadableStream becomes as a body if the engine does not support such bodies. */
  readonly streamIsText?: true;
}

/** What fetch() returns as the body of a response without one. */
export const emptyStream = (): ReadableStream<Uint8Array> => new Blob([]).stream();

export interface Refusal extends Pick<PageCall, 'page' | 'headersAre' | 'streamFault'> {
  readonly code: BlockCode;
}
