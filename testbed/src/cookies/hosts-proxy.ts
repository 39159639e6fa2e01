import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** The first byte of a TLS record that begins a handshake. */
const TLS_HANDSHAKE = 0x16;

/** A request for any host, over http or https, as the browser made it. */
export interface HostRequest {
  readonly url: URL;
  readonly method: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HostResponse {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** A page, or nothing. */
  readonly html?: string;
}

export interface HostsProxy {
  /** Of 127.0.0.1. */
  readonly port: number;
  close(): void;
}

/**
 * Every host there is: a proxy for browsers that responds to all requests itself. No name has to resolve, so that pages and
 * servers of any site can be had.
 */
export async function startHostsProxy(
  respond: (request: HostRequest) => HostResponse | Promise<HostResponse>,
): Promise<HostsProxy> {
  const sockets = new Set<net.Socket>();
  const handle =
    (scheme: 'http' | 'https') =>
    async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
      const target = request.url ?? '/';
      const url = new URL(/^https?:/.test(target) ? target : `${scheme}://${request.headers.host}${target}`);
      const { headers, html } = await respond({
        url,
        method: request.method ?? 'GET',
        headers: request.headers as HostRequest['headers'],
      });
      for (const [name, value] of headers) response.appendHeader(name, value);
      response.setHeader('Cache-Control', 'no-store');
      if (html !== undefined) response.setHeader('Content-Type', 'text/html;charset=utf-8');
      response.end(html ?? '');
    };
  const secure = https.createServer({ ...(await certificate()), maxHeaderSize: 1 << 20 }, handle('https'));
  const server = http.createServer({ maxHeaderSize: 1 << 20 }, handle('http'));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  // A tunnel leads to https, whatever its port, and with some clients to http.
  server.on('connect', (_request: http.IncomingMessage, socket: net.Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      socket.unshift(bytes);
      (bytes[0] === TLS_HANDSHAKE ? secure : server).emit('connection', socket);
    });
  });
  for (const one of [server, secure]) one.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** One that no browser trusts, for all hosts: the browsers are started so that they accept any. */
async function certificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'corsmith.test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  return { key, cert };
}
