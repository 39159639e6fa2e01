import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { byteLowercase, contains, type HeaderList, pairsOf, remove } from '@corsmith/protocol';
import { withoutHopByHop } from './hop-by-hop.js';

/** The one server that the proxy forwards to, with the connections to it that are kept. */
export interface Target {
  readonly url: URL;
  /** Begins to send what came in; the body is up to the caller. */
  readonly send: (incoming: IncomingMessage, connection: 'kept' | 'upgraded') => ClientRequest;
  readonly close: () => void;
}

export interface TargetOptions {
  readonly url: URL;
  readonly certificates: 'checked' | 'any';
  /** Milliseconds of silence before the response begins. */
  readonly timeoutMs: number;
}

/** Many servers close a connection after 5 s without a request, and what is just being sent over it is lost. */
const IDLE_MS = 3000;

/** Bytes of header lines that are taken: cookies of other apps on localhost come along. */
export const MAX_HEADER_SIZE = 128 * 1024;

export function openTarget({ url, certificates, timeoutMs }: TargetOptions): Target {
  const [Agent, request] = url.protocol === 'https:' ? [HttpsAgent, requestHttps] : [HttpAgent, requestHttp];
  // Without ALPN a server that speaks HTTP/2 only sends an error of its own, which looks like the app's.
  const connections = { keepAlive: true, timeout: IDLE_MS, ALPNProtocols: ['http/1.1'] };
  const agent = new Agent(connections);
  const send: Target['send'] = (incoming, connection) => {
    const sent = request({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      method: incoming.method,
      path: incoming.url,
      // In pairs, so that order, case and duplicates stay.
      headers: headersTo(url, incoming, connection).flat(),
      agent: connection === 'kept' ? agent : false,
      timeout: timeoutMs,
      maxHeaderSize: MAX_HEADER_SIZE,
      ...(certificates === 'any' && { rejectUnauthorized: false }),
    });
    sent.once('timeout', () => sent.destroy(new SilenceError()));
    return sent;
  };
  return { url, send, close: () => agent.destroy() };
}

/** The target accepts the request and sends nothing. */
export class SilenceError extends Error {
  readonly code = 'TIMEOUT';
}

/** Without a body by default, as a browser means it. */
const BODILESS = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'];

function headersTo({ host }: URL, incoming: IncomingMessage, connection: 'kept' | 'upgraded'): HeaderList {
  const { method = 'GET', headers } = incoming;
  // Expect is handled here.
  const own = remove(withoutHopByHop(pairsOf(incoming.rawHeaders)), 'expect');
  const framing: HeaderList =
    headers['transfer-encoding'] !== undefined
      ? [['Transfer-Encoding', 'chunked']]
      : contains(own, 'content-length') || BODILESS.includes(method)
        ? []
        : [['Content-Length', '0']];
  return [
    // The server is to see what it sees in production: its own name, and the page's Origin as it is.
    ...own.map((line) => (byteLowercase(line[0]) === 'host' ? (['Host', host] as const) : line)),
    ...framing,
    ...(connection === 'upgraded'
      ? ([
          ['Connection', 'Upgrade'],
          ['Upgrade', headers.upgrade ?? ''],
        ] as const)
      : ([['Connection', 'keep-alive']] as const)),
  ];
}
