import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { HeaderList } from '@corsmith/protocol';
import { http2Headers } from './browser-headers.js';
import { type Answer, type Connection, pairs, type RequestHead, StaleConnection } from './connection.js';
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
  let answered = false;
  const exchange = ({ url, method, headers, body }: RequestHead, signal: AbortSignal) =>
    new Promise<Answer>((resolve, reject) => {
      const pseudo = {
        ':method': method,
        ':authority': url.host,
        ':scheme': 'https',
        ':path': url.pathname + url.search,
      };
      const stream = session.request({ ...pseudo, ...grouped(http2Headers(headers)) }, { endStream: !body, signal });
      stream.on('response', (head, _flags, ...[raw]: unknown[]) => {
        answered = true;
        resolve({
          status: Number(head[':status']),
          // Node passes them as a third argument, which its types leave out.
          headers: pairs(raw as string[]).filter(([name]) => !name.startsWith(':')),
          httpVersion: '2',
          body: stream,
          discard: () => void stream.destroy(),
        });
      });
      stream.on('error', (error) => reject(answered && session.closed ? new StaleConnection() : explained(error)));
      stream.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
      if (body) stream.end(body);
    });
  return { exchange, close: () => session.destroy() };
}

/** Node's HTTP/2 takes no more than nine frames of headers, and says so by their name. */
const explained = (error: Error): Error =>
  error.message.includes('CONTINUATION') ? headersTooLarge('144 KB (compressed)') : error;

/** Lines of one name as an array, which is how Node takes them. */
function grouped(headers: HeaderList): OutgoingHttpHeaders {
  const lines = new Map<string, string[]>();
  for (const [name, value] of headers) lines.set(name, [...(lines.get(name) ?? []), value]);
  return Object.fromEntries(lines);
}
