import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pairsOf } from '@corsmith/protocol';
import { createPolicy } from '@corsmith/server';
import { onTestFinished } from 'vitest';
import { type ProxyOptions, type RunningProxy, startProxy } from '../src/serve.js';
import { openTarget, type TargetOptions } from '../src/target.js';

/** A page that may use the proxies of these tests. */
export const PAGE = 'http://localhost:5173';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A server until the end of the test; its port. */
export async function serve(listener: RequestListener, server: Server = createServer(listener)): Promise<number> {
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return port;
}

export interface Started extends RunningProxy {
  /** What it reported to its observer, besides responses. */
  readonly reports: readonly string[];
  /** The names of the headers that were changed, response by response. */
  readonly changed: readonly (readonly string[])[];
}

type ProxiedOptions = Partial<
  Pick<ProxyOptions, 'cookies' | 'credentials'> & Omit<TargetOptions, 'url'> & { readonly origins: readonly string[] }
>;

/** A proxy to that target until the end of the test. */
export async function proxyTo(target: string, options: ProxiedOptions = {}): Promise<Started> {
  const {
    origins = ['http://localhost:*', 'http://127.0.0.1:*'],
    certificates = 'checked',
    timeoutMs = 60_000,
  } = options;
  const reports: string[] = [];
  const changed: (readonly string[])[] = [];
  const proxy = await startProxy({
    target: openTarget({ url: new URL(target), certificates, timeoutMs }),
    pages: createPolicy({ origins: [...origins] }),
    listen,
    credentials: options.credentials ?? 'shown',
    cookies: options.cookies ?? 'kept',
    observer: {
      onResponse: ({ page }) => changed.push(page?.changed ?? []),
      onRefusal: ({ message }) => reports.push(message),
      onFailure: (_, message) => reports.push(message),
      onCookies: (names, which) => reports.push(`${which}: ${names.join(', ')}`),
    },
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= proxy.stop();
    return stopped;
  };
  onTestFinished(stop);
  return { port: proxy.port, stop, reports, changed };
}

export interface Received {
  readonly status: number;
  readonly lines: readonly (readonly [string, string])[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly trailers: IncomingMessage['trailers'];
}

/** Sends one request on a connection of its own. */
export async function get(
  port: number,
  path: string,
  headers: Record<string, string> | string[] = {},
  method = 'GET',
  body?: string,
): Promise<Received> {
  const own = Array.isArray(headers) ? ['Host', `localhost:${port}`, ...headers] : headers;
  const sent = request({ host: '127.0.0.1', port, path, method, headers: own, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks = await response.setEncoding('latin1').toArray();
  return {
    status: response.statusCode ?? 0,
    lines: pairsOf(response.rawHeaders),
    headers: response.headers,
    body: chunks.join(''),
    trailers: response.trailers,
  };
}

export const local = (port: number) => `http://127.0.0.1:${port}`;

/** Sends bytes as they are, and resolves to all that comes back. */
export async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return (await socket.setEncoding('latin1').toArray()).join('');
}
