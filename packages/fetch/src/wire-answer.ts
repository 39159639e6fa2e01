import type { HeaderList, WireRequest } from '@corsmith/protocol';

/** An answer as it came, before anyone has judged it. */
export interface WireAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Decoded; null where there is none. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/** What goes along with a request that `WireRequest` does not hold. */
export interface Sending {
  readonly signal: AbortSignal | undefined;
  /** The body where it is sent as it comes. */
  readonly stream: ReadableStream<Uint8Array> | undefined;
}

/** Puts a request on its way. Rejects where no answer comes. */
export type Transport = (request: WireRequest, sending: Sending) => Promise<WireAnswer>;
