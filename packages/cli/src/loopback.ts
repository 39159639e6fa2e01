import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Server as SocketServer } from 'node:net';
import { BAD_PORTS, codeOf, messageOf } from '@corsmith/protocol';
import { UsageError, type UsageProblem } from './usage-error.js';

const FREE_PORT = 'Without --port a free one is taken';

/** What `--port` says; 0 is any that is free. */
export function portOf(text = '0'): number | UsageProblem {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    return { message: `--port '${text}' is not a number from 0 to 65535.`, hint: FREE_PORT };
  if (port !== 0 && BAD_PORTS.has(port))
    return { message: `--port ${port}: browsers block this port.`, hint: FREE_PORT };
  return port;
}

/**
 * Lets a server listen on this machine alone, and gives its port.
 * @throws UsageError where it can't be had
 */
export const listenOnLoopback = (server: Server, port: number): Promise<number> => listenOn(server, port, '127.0.0.1');

/**
 * Lets a server listen on an IP address, and gives its port.
 * @throws UsageError where it can't be had
 */
export async function listenOn(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const isTaken = codeOf(error) === 'EADDRINUSE';
    const sentence = isTaken ? 'is in use by another program.' : `can't be had: ${messageOf(error)}.`;
    throw new UsageError([{ message: `--port ${port} ${sentence}`, hint: FREE_PORT }]);
  }
  return listeningPort(server);
}

/** The port of a server that listens on an IP address. */
export function listeningPort(server: SocketServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  return address.port;
}
