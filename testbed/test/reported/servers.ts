import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a server of a report sees it. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string | undefined;
  readonly isPreflight: boolean;
  header(name: string): string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

export type Server = (request: ServerRequest) => Reply;

/** The CORS set-up of a server, as a middleware has it. */
export interface Setup {
  /** `echo`: every origin by name. */
  readonly origins: '*' | 'echo' | readonly string[];
  readonly credentials?: boolean;
  readonly methods?: string;
  /** `echo`: the requested ones. */
  readonly headers?: string;
  readonly expose?: string;
  readonly maxAge?: number;
  /** What has the headers. Default: everything. */
  readonly on?: 'preflight' | 'response' | 'success';
  /** The status of an allowed preflight. Default 204. */
  readonly status?: number;
}

export const json = (body = '{}', headers: Reply['headers'] = {}, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

export const html = (status: number, body: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body,
});

export const redirect = (status: number, location: string): Reply => ({ status, headers: { location } });

export const ok: Server = () => json();

const plus = (reply: Reply, headers: NonNullable<Reply['headers']>): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

/** Every response has these headers: what a framework, a proxy or a platform always sends. */
export const marked =
  (marks: NonNullable<Reply['headers']>, server: Server): Server =>
  (request) => {
    const reply = server(request);
    return { ...reply, headers: { ...marks, ...reply.headers } };
  };

export const MARKS = {
  express: { 'x-powered-by': 'Express' },
  uvicorn: { server: 'uvicorn' },
  werkzeug: { server: 'Werkzeug/3.0.3 Python/3.12.4' },
  django: { server: 'WSGIServer/0.2 CPython/3.12.4', 'x-frame-options': 'DENY' },
  rails: { 'x-runtime': '0.012', 'x-request-id': '6d0c3a52-9d0f-4d1c-9f7b-6a1f0b3a2c11' },
  nginx: { server: 'nginx/1.24.0' },
  kestrel: { server: 'Kestrel' },
  next: { 'x-powered-by': 'Next.js' },
  s3: { server: 'AmazonS3', 'x-amz-request-id': 'Q3' },
  cloudflare: { server: 'cloudflare', 'cf-ray': '8f2d-FRA' },
  apiGateway: { 'x-amzn-requestid': '6a', 'x-amz-apigw-id': 'b=' },
  envoy: { server: 'envoy', 'x-envoy-upstream-service-time': '3' },
  vercel: { server: 'Vercel', 'x-vercel-id': 'fra1::abc' },
} as const;

/** A CORS middleware in front of the routes. */
export const allowing =
  (setup: Setup, server: Server = ok): Server =>
  (request) => {
    const { origins, on, status = 204 } = setup;
    const { origin = '', isPreflight } = request;
    const isAllowed = origin !== '' && (typeof origins === 'string' || origins.includes(origin));
    const own = {
      ...(isAllowed && { 'access-control-allow-origin': origins === '*' ? '*' : origin }),
      ...(isAllowed && setup.credentials && { 'access-control-allow-credentials': 'true' }),
      ...(origins !== '*' && { vary: 'Origin' }),
    };
    if (isPreflight && on !== 'response') {
      const requested = request.header('access-control-request-headers') ?? '';
      const headers = setup.headers === 'echo' ? requested : setup.headers;
      const { methods = 'GET,HEAD,PUT,PATCH,POST,DELETE' } = setup;
      return {
        status,
        headers: {
          ...own,
          ...(isAllowed && methods && { 'access-control-allow-methods': methods }),
          ...(isAllowed && headers && { 'access-control-allow-headers': headers }),
          ...(isAllowed && setup.maxAge !== undefined && { 'access-control-max-age': String(setup.maxAge) }),
        },
      };
    }
    const reply = server(request);
    if (on === 'preflight' || (on === 'success' && reply.status >= 400)) return reply;
    return plus(reply, { ...own, ...(isAllowed && setup.expose && { 'access-control-expose-headers': setup.expose }) });
  };

/** What responds before everything else, for some requests. */
export const before =
  (early: (request: ServerRequest) => Reply | undefined, server: Server): Server =>
  (request) =>
    early(request) ?? server(request);

/** Routes by the beginning of their paths; `else` for all others. */
export const routes =
  (table: Readonly<Record<string, Server>>, other: Server = () => json('{"error":"not found"}', {}, 404)): Server =>
  (request) => {
    const found = Object.entries(table).find(([path]) => request.path.startsWith(path));
    return (found?.[1] ?? other)(request);
  };

export const always =
  (reply: Reply): Server =>
  () =>
    reply;

/** Its responses in turn. */
export function inTurn(...servers: readonly Server[]): Server {
  let turn = 0;
  return (request) => servers[turn++ % servers.length]!(request);
}

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(server: Server): Promise<Listening> {
  const http = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const header = (name: string) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    };
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    const reply = server({ method, path: url, origin: headers.origin, isPreflight, header });
    const lines = Object.entries(reply.headers ?? {}).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one] as const),
    );
    request.resume();
    response.writeHead(reply.status, lines.flat());
    response.end(reply.body ?? '');
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      http.closeAllConnections();
      return new Promise((done) => http.close(() => done()));
    },
  };
}
