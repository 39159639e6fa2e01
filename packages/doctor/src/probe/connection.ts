import type { HeaderList, ProbedResponse } from '@corsmith/protocol';
import type { Deadline } from './deadline.js';

/** A request, complete, in HTTP/1.1's form. */
export interface RequestHead {
  readonly url: URL;
  readonly method: string;
  readonly headers: HeaderList;
  /** The same as they are written. */
  readonly lines: string;
  readonly body: Buffer | undefined;
  /** It may change data: it never goes over a connection whose end would make it unclear whether it arrived. */
  readonly once: boolean;
}

/** A response whose headers are there; its body is still to be read. */
export interface Response extends Pick<ProbedResponse, 'status' | 'headers' | 'httpVersion'> {
  /** Whole where it came with the headers. An iteration that is broken off, as by the deadline, ends the exchange. */
  readonly body: Buffer | AsyncIterable<Buffer>;
}

/** One server and the version of HTTP that was agreed with it. */
export interface Connection {
  /** Rejects with the socket's error, `StaleConnection` or `FailedExchange`. */
  exchange(head: RequestHead, deadline: Deadline): Promise<Response>;
  close(): void;
}

/**
 * The server closed a connection that was kept alive, before it responded. A browser then sends the request once more, on
 * a new connection, and never shows it.
 */
export class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}
