import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An app without CORS headers, behind a proxy. */
export async function startUpstream(): Promise<{ readonly port: number; stop(): void }> {
  const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, stop: () => server.close().closeAllConnections() };
}
