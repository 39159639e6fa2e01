import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { WireRequest } from '@corsmith/protocol';
import { onTestFinished } from 'vitest';
import type { HarmlessRequest } from '../src/probe/harmless.js';
import { Permission } from '../src/probe/permission.js';
import { createProbe, type Front, type Probe, type ProbeOptions } from '../src/probe/probe.js';

export const ORIGIN = 'http://localhost:3000';

/** A server on loopback with full control of its bytes, until the test is over. */
export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** What came in, one entry per connection, one char per byte. */
  readonly received: string[];
}

/** Calls `response` once per request head, with that head. To TLS it speaks as little as a server of plain HTTP does. */
export async function rawServer(response: (socket: Socket, head: string) => void): Promise<RawServer> {
  const received: string[] = [];
  const server = createServer((socket) => {
    const connection = received.push('') - 1;
    let pending = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      if (chunk[0] === 0x16) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      received[connection] += chunk.toString('latin1');
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
        const head = pending.slice(0, end);
        pending = pending.slice(end + 4);
        response(socket, head);
      }
    });
  });
  const port = await listen(server);
  return { port, url: `http://127.0.0.1:${port}/a?b=1`, received };
}

/** Listens on a free port of loopback until the test is over. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Sends these bytes and ends the connection. */
export const replying =
  (text: string) =>
  (socket: Socket): void => {
    socket.end(text, 'latin1');
  };

export const get = (url: string, more: Partial<HarmlessRequest> = {}): HarmlessRequest => ({
  kind: 'actual',
  url,
  method: 'GET',
  headers: [['Origin', ORIGIN]],
  credentials: false,
  ...more,
});

/** Sends whatever it is, once. */
export const sendOnce = (probe: Front, url: string, more: Partial<WireRequest> = {}): ReturnType<Front['send']> =>
  probe.send({ ...get(url), ...more }, new Permission());

/** A probe that does not wait long, until the test is over. */
export function testProbe(options?: ProbeOptions & { readonly direct?: never }): Front;
export function testProbe(options: ProbeOptions): Probe;
export function testProbe(options: ProbeOptions = {}): Probe {
  const probe = createProbe({ timeoutMs: 2000, bodyTimeoutMs: 500, ...options });
  onTestFinished(probe.close);
  return probe;
}

/** What becomes of one GET to a server with these bytes. */
export async function sendRaw(response: (socket: Socket) => void, options: ProbeOptions = {}) {
  const { url } = await rawServer(response);
  return testProbe(options).send(get(url));
}
