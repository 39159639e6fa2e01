import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { type HeaderList, pairsOf } from '@corsmith/protocol';
import { http2Headers } from './browser-headers.js';
import { type Connection, type RequestHead, type Response, StaleConnection } from './connection.js';
import type { Deadline } from './deadline.js';
import { HEADER_LIMIT, HEADER_LINES } from './limits.js';
import { headersTooLarge } from './response-head.js';

/** HTTP/2 over a socket on which it was agreed. Calls `closed` when the session takes no more requests. */
export async function speakHttp2(origin: string, socket: Socket, closed: () => void): Promise<Connection> {
  const { connect } = await import('node:http2');
  const session = connect(origin, {
    createConnection: () => socket,
    settings: { enablePush: false, maxHeaderListSize: HEADER_LIMIT },
    maxHeaderListPairs: HEADER_LINES,
  });
  session.on('error', closed);
  session.on('goaway', closed);
  session.on('close', closed);
  let responded = false;
  const isStale = () => responded && (session.closed || session.destroyed);
  const explained = (error: Error, once = false): Error => {
    if (!isStale() || once) return headerFailure(error) ?? error;
    closed();
    return new StaleConnection();
  };
  const exchange = ({ url, method, headers, body, once }: RequestHead, { signal }: Deadline) =>
    new Promise<Response>((resolve, reject) => {
      if (isStale()) throw explained(ended());
      const pseudo = {
        ':method': method,
        ':authority': url.host,
        ':scheme': 'https',
        ':path': url.pathname + url.search,
      };
      const stream = session.request({ ...pseudo, ...grouped(http2Headers(headers)) }, { endStream: !body, signal });
      stream.on('response', (head, _flags, ...[raw]: unknown[]) => {
        responded = true;
        resolve({
          status: Number(head[':status']),
          // Node passes them as a third argument, which its types leave out.
          headers: pairsOf(Array.isArray(raw) ? raw.map(String) : []).filter(([name]) => !name.startsWith(':')),
          httpVersion: '2',
          body: stream,
        });
      });
      stream.on('error', (error) => reject(explained(error, once)));
      stream.on('close', () => reject(explained(ended(), once)));
      if (body) stream.end(body);
    });
  return { exchange, close: () => session.destroy() };
}

/** The stream is over, and nothing says why. */
const ended = (): Error => Object.assign(new Error('ended'), { code: 'ECONNRESET' });

/** Node's HTTP/2 takes no more than nine frames of headers, and says so by their name. */
const headerFailure = (error: Error): Error | undefined =>
  error.message.includes('CONTINUATION') ? headersTooLarge('144 KB (compressed)') : undefined;

/** Lines of one name as an array, which is how Node takes them. */
function grouped(headers: HeaderList): OutgoingHttpHeaders {
  const lines = new Map<string, string[]>();
  for (const [name, value] of headers) lines.set(name, [...(lines.get(name) ?? []), value]);
  return Object.fromEntries(lines);
}
