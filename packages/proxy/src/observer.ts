import type { IncomingMessage } from 'node:http';
import type { WireResponse } from '@corsmith/protocol';
import type { Refusal } from './admission.js';
import type { PageExchange } from './page-exchange.js';

/** Receives what happens. It never changes or delays a response. */
export interface ProxyObserver {
  readonly onResponse: (observed: ObservedResponse) => void;
  readonly onRefusal: (refusal: Refusal) => void;
  /** No response, or a malformed one. */
  readonly onFailure: (failure: unknown, message: string) => void;
  /** Names of cookies that every browser refuses, or some, as they have to stay Secure. */
  readonly onCookies: (names: readonly string[], which: 'refused' | 'secure') => void;
}

export interface ObservedResponse {
  readonly incoming: Pick<IncomingMessage, 'method' | 'url'>;
  /** As the target sent it, without the headers of this hop. */
  readonly response: WireResponse & { readonly httpVersion: string };
  /** Absent where no page of another origin reads it. */
  readonly page?: PageExchange & {
    /** As in `Repaired`. */
    readonly changed: readonly string[];
  };
  /** From the request's head to the response's head, in milliseconds. */
  readonly durationMs: number;
}
