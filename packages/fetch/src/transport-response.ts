import type { HeaderList, WireRequest } from '@corsmith/protocol';

/** A response as received. */
export interface TransportResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Decoded; null if there is none. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/** What a request has besides its `WireRequest`. */
export interface Sending {
  readonly signal: AbortSignal | undefined;
  /** The body, if it is streamed. */
  readonly stream: ReadableStream<Uint8Array> | undefined;
}

/** Sends a request. Rejects if there is no response. */
export type Transport = (request: WireRequest, sending: Sending) => Promise<TransportResponse>;
