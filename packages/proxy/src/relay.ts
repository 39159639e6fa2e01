import type { IncomingMessage, OutgoingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { byteLowercase, type HeaderList, pairsOf, type WireResponse } from '@corsmith/protocol';

const NOTHING = Buffer.alloc(0);

/** Sends that head now and then the body as it comes, no faster than it is taken. Where one side breaks off, so does the other. */
export function relay(response: IncomingMessage, { status, headers }: WireResponse, outgoing: ServerResponse): void {
  outgoing.sendDate = false;
  outgoing.writeHead(status, response.statusMessage, headers.flat());
  // An event stream may say nothing for long, and the page is to know that it is open. flushHeaders() would write UTF-8.
  outgoing.write(NOTHING);
  withTrailers(response, outgoing);
  pipeline(response, outgoing, () => {});
}

/** Its trailers go along at its end. To be called before it is piped. */
export function withTrailers(from: IncomingMessage, to: OutgoingMessage): void {
  from.once('end', () => {
    if (from.rawTrailers.length > 0)
      to.addTrailers(pairsOf(from.rawTrailers).map(([name, value]): [string, string] => [name, value]));
  });
}

/** The head of a response that has become one without a body. */
export function withoutBody({ status, headers }: WireResponse): WireResponse {
  const isOfBody = /^(?:content-.*|etag|last-modified|location|trailer|www-authenticate)$/;
  return { status, headers: headers.filter(([name]) => !isOfBody.test(byteLowercase(name))) };
}

/** A response of the proxy's own, as text. What has begun already can only be broken off. */
export function say(outgoing: ServerResponse, status: number, sentence: string, headers: HeaderList = []): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  const text: HeaderList = status === 204 ? [] : [['Content-Type', 'text/plain; charset=utf-8']];
  // What is still being sent to it is not waited for.
  if (hasBody(outgoing.req)) outgoing.shouldKeepAlive = false;
  outgoing.writeHead(status, [...text, ...headers].flat());
  outgoing.end(status === 204 ? undefined : `corsmith proxy: ${sentence}\n`);
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
