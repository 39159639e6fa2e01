import type { PageRequest } from '@corsmith/protocol';
import type { StreamFault } from './init-fault.js';

/** A call of `fetch` by the page, as data. */
export interface PageCall {
  readonly page: PageRequest;
  readonly signal: AbortSignal | undefined;
  /** The body, if it is a stream. */
  readonly stream: ReadableStream<Uint8Array> | undefined;
  /** How the page writes its headers: an array of pairs, or an object by their names. */
  readonly headersAre: 'sequence' | 'record';
  /** Why that stream can't be sent; everything else about the request is checked first. */
  readonly streamFault: StreamFault | undefined;
}
