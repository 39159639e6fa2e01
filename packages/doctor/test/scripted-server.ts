import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageRequest } from '@corsmith/protocol';
import { afterEach } from 'vitest';
import { type DiagnoseOptions, type Diagnosis, diagnose } from '../src/index.js';

export const ORIGIN = 'https://app.example.com';

export interface Response {
  readonly status: number;
  /** Lines in order, duplicates kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** How a server responds; undefined if it never does. */
export type Script = (request: IncomingMessage) => Response | undefined;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

export interface Scripted {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  close(): Promise<unknown>;
}

/** When a response leaves, and what is done with the request when it comes. */
export interface Pace {
  readonly delayMs?: number;
  /** Resolves when the responses may leave. */
  ready?(): Promise<unknown>;
  arrived(request: IncomingMessage): void;
}

/** A server on loopback that responds as the script says, for the length of a test. */
export async function serve(script: Script, pace?: Pace): Promise<Scripted> {
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    pace?.arrived(request);
    await pace?.ready?.();
    if (pace?.delayMs !== undefined) await new Promise((waited) => setTimeout(waited, pace.delayMs));
    const scripted = script(request);
    if (!scripted) return;
    response.writeHead(scripted.status, scripted.headers.flat());
    response.end(scripted.body ?? '');
  });
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  closing.push(close);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, host: '127.0.0.1', port, close };
}

/** The diagnosis of `/users` on such a server. */
export async function check(
  script: Script,
  page: Partial<PageRequest> = {},
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const { url } = await serve(script);
  return diagnose({ origin: ORIGIN, url: `${url}/users`, ...page }, options);
}

export const ids = ({ causes }: Diagnosis): string[] => causes.map(({ id }) => id);
export const warningIds = ({ warnings }: Diagnosis): string[] => warnings.map(({ id }) => id);

export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

/** The page's request with `put`, allowed for ORIGIN. */
export const right: Script = (request) => {
  const allowed = request.headers.origin === ORIGIN;
  const permission: Response['headers'] = allowed
    ? [
        ['Access-Control-Allow-Origin', ORIGIN],
        ['Access-Control-Allow-Credentials', 'true'],
      ]
    : [];
  if (!isPreflight(request))
    return { status: 200, headers: [...permission, ['Vary', 'Origin'], ['ETag', '"1"']], body: '{}' };
  return {
    status: 204,
    headers: [
      ...permission,
      ['Vary', 'Origin'],
      ['Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT'],
      ['Access-Control-Allow-Headers', 'content-type, x-api-key, authorization'],
      ['Access-Control-Max-Age', '600'],
    ],
  };
};

/** A request that needs a preflight. */
export const put: Partial<PageRequest> = {
  method: 'PUT',
  headers: [['Content-Type', 'application/json']],
  body: '{}',
};

/** One that needs a preflight, and may be sent. */
export const keyed: Partial<PageRequest> = { headers: [['X-Api-Key', 'k']] };

type Change = (response: Response, request: IncomingMessage) => Response | undefined;

/** The right server with changed responses to preflights, to the requests themselves, or to both. */
export const changed =
  (which: 'preflight' | 'actual' | 'both', ...changes: readonly Change[]): Script =>
  (request) => {
    const response = right(request);
    if (which !== 'both' && isPreflight(request) !== (which === 'preflight')) return response;
    return changes.reduce<Response | undefined>((before, change) => before && change(before, request), response);
  };

export const status =
  (status: number): Change =>
  (response) => ({ ...response, status });

export const body =
  (body: string): Change =>
  (response) => ({ ...response, body });

/** Without all lines of those names. */
export const without =
  (...names: readonly string[]): Change =>
  (response) => ({
    ...response,
    headers: response.headers.filter(([name]) => !names.some((one) => one.toLowerCase() === name.toLowerCase())),
  });

export const silent: Change = (response) => ({
  ...response,
  headers: response.headers.filter(([name]) => !/^(?:access-control-|vary)/i.test(name)),
});

/** Lines of that name in place of all others. */
export const set =
  (name: string, ...values: readonly string[]): Change =>
  (response, request) => {
    const rest = without(name)(response, request)!;
    return { ...rest, headers: [...rest.headers, ...values.map((value) => [name, value] as const)] };
  };

export const allow = (...values: readonly string[]): Change => set('Access-Control-Allow-Origin', ...values);
