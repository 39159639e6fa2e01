import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** The status of a handshake: 101 opens the WebSocket. */
export type Doorkeeper = (request: IncomingMessage) => number;

/** Responds to a handshake, and sends a message once it is open. */
export function respondToHandshake(request: IncomingMessage, socket: Duplex, status: number, message = ''): void {
  socket.on('error', () => {});
  if (status !== 101) {
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  if (message !== '') socket.write(Buffer.concat([Buffer.from([0x81, message.length]), Buffer.from(message)]));
}

/** A server on loopback with a WebSocket at every path, for the length of a test. */
export async function serveSocket(
  statusOf: Doorkeeper,
): Promise<{ readonly port: number; readonly origins: string[] }> {
  const origins: string[] = [];
  const server = createServer((_, response) => response.writeHead(404).end());
  server.on('upgrade', (request, socket) => {
    origins.push(request.headers.origin ?? '');
    respondToHandshake(request, socket, statusOf(request));
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: (server.address() as AddressInfo).port, origins };
}
