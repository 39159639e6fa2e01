import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server whose CORS can be broken and fixed while it runs. */
export interface WatchedServer {
  readonly server: Server;
  readonly url: string;
  /** What it gives to pages of `https://app.test`. */
  headers: Readonly<Record<string, string>>;
  status: number;
  /** Bodies of what was posted to it. */
  readonly posted: { readonly path: string; readonly body: string; readonly at: number }[];
  close(): void;
}

export const APP = 'https://app.test';

export const RIGHT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': APP,
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'GET, PUT',
  'Access-Control-Allow-Headers': 'content-type, x-api-key',
  'Access-Control-Expose-Headers': 'X-Total',
  Vary: 'Origin',
  'X-Total': '7',
};

export async function watchedServer(): Promise<WatchedServer> {
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      watched.posted.push({ path: request.url ?? '', body, at: Date.now() });
    }
    if (request.headers.origin === APP)
      for (const [name, value] of Object.entries(watched.headers)) response.setHeader(name, value);
    response.statusCode = request.url === '/none' && request.method !== 'OPTIONS' ? 404 : watched.status;
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const watched: WatchedServer = {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: RIGHT,
    status: 200,
    posted: [],
    close: () => server.close().closeAllConnections(),
  };
  return watched;
}

export const contractOf = (url: string): string =>
  JSON.stringify({
    policy: {
      origins: [APP],
      credentials: true,
      methods: ['PUT'],
      requestHeaders: ['Content-Type', 'X-Api-Key'],
      responseHeaders: ['X-Total'],
    },
    endpoints: [
      {
        name: 'users',
        url: `${url}/users`,
        methods: ['GET', 'PUT'],
        headers: { 'Content-Type': 'application/json', 'X-Api-Key': 'k' },
        exposes: ['X-Total'],
        errorPaths: ['/none'],
      },
    ],
  });
