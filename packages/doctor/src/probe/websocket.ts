import { randomBytes } from 'node:crypto';
import { get, type HeaderList, type ProbedExchange, remove } from '@corsmith/protocol';
import { USER_AGENT } from './browser-headers.js';
import { startDeadline } from './deadline.js';
import type { HarmlessRequest } from './harmless.js';
import { incomingOf } from './incoming.js';
import { networkFailure } from './network-failure.js';
import { openSocket, type Stage, type Target } from './open-socket.js';
import type { ProbeOptions } from './probe.js';
import { headBytes, parseHead, type ResponseHead } from './response-head.js';

/** The header by which a request is an opening handshake. */
const UPGRADE: HeaderList[number] = ['Upgrade', 'websocket'];

/** The opening handshake of a WebSocket from a page of that origin. Its URL has the scheme of HTTP. */
export const handshake = (url: string, origin: string, headers: HeaderList): HarmlessRequest => ({
  kind: 'actual',
  method: 'GET',
  url,
  headers: [UPGRADE, ['Origin', origin], ...remove(headers, 'origin')],
  credentials: true,
});

export const isHandshake = ({ headers }: Pick<HarmlessRequest, 'headers'>): boolean =>
  get(headers, 'upgrade') === 'websocket';

export interface OpenOptions extends Pick<ProbeOptions, 'ca' | 'direct'> {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Opens a WebSocket as Chrome does, and closes the connection once the head of the response is there: no message is sent.
 * https://www.rfc-editor.org/rfc/rfc6455#section-4.1
 */
export async function openWebSocket(
  request: HarmlessRequest,
  { timeoutMs, signal, ...place }: OpenOptions,
): Promise<ProbedExchange> {
  const url = new URL(request.url);
  const target = targetOf(url, place);
  const deadline = startDeadline(timeoutMs, signal);
  let stage: Stage = 'lookup';
  let begin = performance.now();
  const elapsed = () => performance.now() - begin;
  try {
    const reach = (next: Stage) => {
      stage = next;
    };
    const socket = await openSocket(target, { timeoutMs, signal: deadline.signal, protocols: ['http/1.1'], reach });
    reach('response');
    deadline.ends(socket);
    begin = performance.now();
    try {
      const { read } = incomingOf(socket);
      socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${linesOf(request, url)}\r\n`, 'latin1');
      const head = await headOf(read);
      return {
        request,
        response: { ...head, bodyStart: '', bodyTruncated: true },
        durationMs: elapsed(),
        layer: 'front',
      };
    } finally {
      socket.destroy();
    }
  } catch (error) {
    signal.throwIfAborted();
    const failure = networkFailure(deadline.reached ?? error, { target, stage }, timeoutMs);
    return { request, failure, durationMs: elapsed(), layer: 'front' };
  } finally {
    deadline.stop();
  }
}

function targetOf(url: URL, { ca, direct }: Pick<OpenOptions, 'ca' | 'direct'>): Target {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isTls = (direct?.scheme ?? url.protocol.slice(0, -1)) === 'https';
  return {
    host: direct?.host ?? host,
    port: direct?.port ?? Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    guarded: false,
    ...(isTls && { tls: { serverName: host, ca, insecure: false } }),
  };
}

/** In the order in which Chromium sends them; what the request has itself goes before. */
function linesOf({ headers }: HarmlessRequest, { host }: URL): string {
  const own: HeaderList = [
    ['Host', host],
    ['Connection', 'Upgrade'],
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
    ['User-Agent', USER_AGENT],
    ...headers,
    ['Sec-WebSocket-Version', '13'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ['Sec-WebSocket-Key', randomBytes(16).toString('base64')],
  ];
  return own.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}

async function headOf(read: () => Promise<Buffer | undefined>): Promise<ResponseHead> {
  for (;;) {
    const bytes = headBytes();
    let rest: Buffer | undefined;
    while (!rest) {
      const chunk = await read();
      if (!chunk) throw Object.assign(new Error('The server closed the connection'), { code: 'ECONNRESET' });
      rest = bytes.take(chunk);
    }
    const head = parseHead(bytes.text());
    // Early hints come before the response.
    if (head.status === 101 || head.status < 100 || head.status > 199) return head;
  }
}
