import type { AddressInfo } from 'node:net';
import type { PolicySource } from '../../src/index.js';

/** A real server on loopback. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a server with the policy and these routes: GET /ok, /throws, /stream, /foreign (which sets CORS headers of its
 * own and a Vary), POST /upload (at most 10 bytes, else the framework's 413), and no others.
 */
export type Start = (source: PolicySource) => Promise<Listening>;

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
