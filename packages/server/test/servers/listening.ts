import type { AddressInfo } from 'node:net';
import type { PolicySource } from '../../src/index.js';

/** A real server on loopback. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Where a middleware stands that sets CORS headers by itself, on every response, before whatever follows it and after:
 * registered before the policy, or after it.
 */
export type Meddling = 'earlier' | 'later' | 'none';

/**
 * Starts a server with the policy and these routes: GET /ok, /throws, /stream, /redirect, /foreign (which sets CORS headers
 * of its own and a Vary), POST /upload (at most 10 bytes, else the framework's 413), and no others.
 */
export type Start = (source: PolicySource, meddling?: Meddling) => Promise<Listening>;

interface NodeServer {
  listen(port: number, host: string, done: () => void): unknown;
  address(): AddressInfo | string | null;
  close(done?: () => void): unknown;
  closeAllConnections?(): void;
}

export function listen(server: NodeServer): Promise<Listening> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise<void>((closed) => {
            server.close(() => closed());
            server.closeAllConnections?.();
          }),
      });
    });
  });
}

export const FOREIGN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-foreign',
  Vary: 'Accept-Encoding',
};

/** What a middleware sets that allows everything. */
export const MEDDLED = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': '*',
  'Access-Control-Allow-Methods': 'PUT, DELETE',
  'Access-Control-Allow-Headers': '*, X-Any',
  'Access-Control-Max-Age': '86400',
  Vary: 'Accept',
};

interface Meddled {
  setHeader(name: string, value: string): unknown;
  writeHead: (...head: never[]) => unknown;
}

/** Node's middleware that sets them at once, and as `on-headers` does it, again when the head is written. */
export function meddle(response: Meddled): void {
  const setAll = () => {
    for (const [name, value] of Object.entries(MEDDLED)) response.setHeader(name, value);
  };
  setAll();
  const { writeHead } = response;
  response.writeHead = (...head) => {
    setAll();
    return writeHead.apply(response, head);
  };
}
