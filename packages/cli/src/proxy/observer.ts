import type { IncomingMessage } from 'node:http';
import type { WireResponse } from '@corsmith/protocol';
import type { Refusal } from './admission.js';
import type { Asked } from './asked-by-page.js';

/** Who is told what happens. Nothing that it does changes or delays an answer. */
export interface ProxyObserver {
  readonly onAnswer: (told: ToldAnswer) => void;
  readonly onRefusal: (refusal: Refusal) => void;
  /** No answer came, or one that is none. */
  readonly onFailure: (failure: Error, message: string) => void;
  /** Names of cookies that every browser refuses, or some, as they have to stay Secure. */
  readonly onCookies: (names: readonly string[], which: 'refused' | 'secure') => void;
}

export interface ToldAnswer {
  readonly incoming: Pick<IncomingMessage, 'method' | 'url'>;
  /** As the target gave it, but for what ends at this hop. */
  readonly answer: WireResponse & { readonly httpVersion: string };
  /** Absent where no page of another origin reads it. */
  readonly page?: Asked & {
    /** As in `Repaired`. */
    readonly changed: readonly string[];
  };
  /** From the request's head to the answer's, in milliseconds. */
  readonly durationMs: number;
}
