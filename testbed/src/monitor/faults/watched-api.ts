import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What pages of the app are: the second one joins with a new version of the contract. */
export const ORIGINS = ['https://app.test', 'https://new.test'] as const;

/** A server with many endpoints, each of which can be broken. */
export interface WatchedApi {
  readonly url: string;
  /** The numbers of the endpoints that deny the app. */
  readonly broken: Set<number>;
  /** When each endpoint was requested, in milliseconds. */
  readonly requested: readonly number[][];
  close(): void;
}

export async function startApi(endpoints: number): Promise<WatchedApi> {
  const broken = new Set<number>();
  const requested = Array.from({ length: endpoints }, (): number[] => []);
  const server = createServer(({ url = '', headers: { origin = '' } }, response) => {
    const endpoint = Number(url.slice(1));
    requested[endpoint]?.push(Date.now());
    if (!broken.has(endpoint) && (ORIGINS as readonly string[]).includes(origin))
      response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Vary', 'Origin').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    broken,
    requested,
    close: () => server.close().closeAllConnections(),
  };
}
