import type { BlockCode } from '@corsmith/protocol';
import type { InitFault } from '../init-fault.js';
import type { Asked } from '../page-request.js';

/** How an engine's `fetch()` fails: the page learns these words and no more. */
export interface Words {
  /** The message of the TypeError where a request was sent, or could have been. */
  readonly failed: string;
  /** What is thrown for arguments that `fetch()` refuses; undefined where it says no more than `failed`. */
  refused(refusal: Refusal): Error | undefined;
  /** What is thrown for a member of `init` that is wrong in itself; undefined where the engine takes it. */
  faulty(fault: InitFault): Error | undefined;
  /** Whether mode `navigate` is refused before a referrer that is no URL. */
  readonly looksAtModeFirst?: true;
  /** What stands for the body of a response that has none. */
  readonly nullBody: () => ReadableStream<Uint8Array> | null;
  /** What is thrown for a text that is no URL. */
  readonly notUrl: (text: string) => string;
  /** What the engine takes a ReadableStream for as a body, where it does not know such bodies. */
  readonly streamIsText?: true;
}

/** What a fetch() gives as the body of a response that has none. */
export const emptyStream = (): ReadableStream<Uint8Array> => new Blob([]).stream();

export interface Refusal extends Pick<Asked, 'page' | 'headersAre' | 'streamFault'> {
  readonly code: BlockCode;
}
