import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { get, type HeaderList, type WireResponse } from '@corsmith/protocol';
import fc from 'fast-check';

/** What a server says of one kind of request at one path. */
interface Leg {
  readonly status: number;
  readonly origin: 'none' | 'echo' | 'star' | 'other';
  readonly credentials: boolean;
  readonly lists: 'none' | 'all' | 'star';
  readonly varies: boolean;
  readonly redirect: { readonly status: number; readonly to: 'next' | 'other' | 'self' } | undefined;
  /** Closes the connection in place of a response. */
  readonly resets: boolean;
}

/** Of all servers alike: what depends on the request alone can be predicted. */
export interface Behaviour {
  readonly first: Legs;
  readonly second: Legs;
  readonly rest: Legs;
}
type Legs = Readonly<Record<'preflight' | 'harmless' | 'changing', Leg>>;

/** A server is right more often than not, or no request would get further than its preflight. */
const mostly = <T>(right: T, ...wrong: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });

const leg = (redirects: boolean): fc.Arbitrary<Leg> =>
  fc.record({
    status: mostly(200, 204, 400, 401, 403, 404, 405, 413, 500, 503),
    origin: mostly('echo', 'none', 'star', 'other'),
    credentials: mostly(true, false),
    lists: mostly('all', 'star', 'none'),
    varies: fc.boolean(),
    redirect: redirects
      ? fc.option(
          fc.record({
            status: fc.constantFrom(301, 302, 303, 307, 308),
            to: fc.constantFrom('next', 'other', 'self'),
          }),
          { nil: undefined, freq: 2 },
        )
      : fc.constant(undefined),
    resets: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
  });

const legs = (redirects: boolean): fc.Arbitrary<Legs> =>
  fc.record({ preflight: leg(false), harmless: leg(redirects), changing: leg(redirects) });

export const behaviours: fc.Arbitrary<Behaviour> = fc.record({
  first: legs(true),
  second: legs(true),
  rest: legs(false),
});

interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly hasBody: boolean;
  readonly headers: HeaderList;
}

/** Whether it may change data on a server. */
const isChanging = ({ method, hasBody }: Pick<SentRequest, 'method' | 'hasBody'>): boolean =>
  hasBody || !['GET', 'HEAD', 'OPTIONS'].includes(method);

export interface Servers {
  readonly front: string;
  /** Another origin, where redirects lead. */
  readonly other: string;
  readonly behind: string;
  behave(behaviour: Behaviour): void;
  /** The response to a request; undefined if the connection is closed. */
  responseTo(sent: SentRequest): WireResponse | undefined;
  /** The requests since the last call that may change data, as `POST http://…`. */
  taken(): readonly string[];
  close(): void;
}

export async function startServers(): Promise<Servers> {
  let behaviour: Behaviour | undefined;
  let changes: string[] = [];
  const servers: Server[] = [];

  function responseTo({ method, url, hasBody, headers }: SentRequest): WireResponse | undefined {
    const place = url.pathname === '/a' ? 'first' : url.pathname === '/b' ? 'second' : 'rest';
    const requested = get(headers, 'access-control-request-method');
    const kind =
      method === 'OPTIONS' && requested !== undefined
        ? 'preflight'
        : isChanging({ method, hasBody })
          ? 'changing'
          : 'harmless';
    const { status, origin, credentials, lists, varies, redirect, resets } = behaviour![place][kind];
    if (resets) return undefined;
    const from = get(headers, 'origin');
    const allowed = { none: undefined, echo: from, star: '*', other: 'https://other.test' }[origin];
    const names = get(headers, 'access-control-request-headers');
    const to = redirect && new URL(redirect.to === 'self' ? url.pathname : '/b', redirect.to === 'other' ? other : url);
    return {
      status: redirect?.status ?? status,
      headers: [
        ...(allowed === undefined ? [] : [['Access-Control-Allow-Origin', allowed] as const]),
        ...(credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
        ...(lists === 'none'
          ? []
          : [['Access-Control-Allow-Methods', (lists === 'star' ? '*' : requested) ?? 'GET'] as const]),
        ...(lists === 'none'
          ? []
          : [['Access-Control-Allow-Headers', (lists === 'star' ? '*' : names) ?? 'x'] as const]),
        ...(varies ? [['Vary', 'Origin'] as const] : []),
        ...(to ? [['Location', to.href] as const] : []),
      ],
    };
  }

  async function respond(base: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let length = 0;
    for await (const chunk of request) length += chunk.length;
    const { method = '', rawHeaders } = request;
    const url = new URL(request.url ?? '/', base);
    const headers = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1]!] as const] : []));
    const sent = { method, url, hasBody: length > 0, headers };
    if (isChanging(sent)) changes.push(`${method} ${url.href}`);
    const planned = responseTo(sent);
    if (!planned) return void request.socket.destroy();
    response.writeHead(planned.status, planned.headers.flat()).end();
  }

  async function start(): Promise<string> {
    let base = '';
    const server = createServer((request, response) => {
      respond(base, request, response).catch(() => request.socket.destroy());
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return base;
  }

  const [front, other, behind] = [await start(), await start(), await start()];
  return {
    front,
    other,
    behind,
    responseTo,
    behave(next) {
      behaviour = next;
    },
    taken() {
      const all = changes;
      changes = [];
      return all;
    },
    close() {
      for (const server of servers) server.close().closeAllConnections();
    },
  };
}
