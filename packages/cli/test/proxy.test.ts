import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { respond } from '@corsmith/server';
import fc from 'fast-check';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { parseProxyArguments } from '../src/proxy/arguments.js';
import { pairsOf } from '../src/proxy/hop-by-hop.js';
import { allowHint, reportOn } from '../src/proxy/report.js';
import { type RunningProxy, startProxy } from '../src/proxy/serve.js';
import { openTarget } from '../src/proxy/target.js';

const PAGE = 'http://localhost:5173';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(listener: RequestListener, server: Server = createServer(listener)): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

interface Started extends RunningProxy {
  /** What it says on the terminal, once it has ended. */
  readonly said: () => Promise<string>;
}

async function proxyTo(target: string, flags: Record<string, unknown> = {}): Promise<Started> {
  const args = parseProxyArguments({ options: { target, ...flags } });
  let text = '';
  const print = (more: string) => {
    text += more;
  };
  const terminal = { print, colour: 'plain' as const, width: 80, isWatched: false };
  const observer = reportOn({ target: args.target.origin, detail: args.detail, terminal });
  const { certificates, timeoutMs, pages, credentials, cookies } = args;
  const upstream = openTarget({ url: args.target, certificates, timeoutMs });
  const proxy = await startProxy({ target: upstream, pages, port: 0, credentials, cookies, observer });
  ends.push(() => proxy.stop());
  return {
    ...proxy,
    said: async () => {
      await observer.conclude();
      return text;
    },
  };
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function promised<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

interface Got {
  readonly status: number;
  readonly lines: readonly (readonly [string, string])[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly trailers: IncomingMessage['trailers'];
}

async function get(
  port: number,
  path: string,
  headers: Record<string, string> | string[] = {},
  method = 'GET',
  body?: string,
): Promise<Got> {
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

const local = (port: number) => `http://127.0.0.1:${port}`;

/** Sends bytes as they are, and gives back all that comes. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return (await socket.setEncoding('latin1').toArray()).join('');
}

describe('who is allowed', () => {
  test('pages of the origins, programs, and the proxy’s own pages; nobody else', async () => {
    const sent: string[] = [];
    const target = await serve((incoming, outgoing) => {
      sent.push(incoming.url ?? '');
      outgoing.end();
    });
    const { port } = await proxyTo(local(target), { origin: ['https://app.example.com'] });
    const status = async (headers: Record<string, string>) => (await get(port, '/', headers)).status;
    expect(await status({})).toBe(200);
    expect(await status({ origin: 'https://app.example.com' })).toBe(200);
    expect(await status({ host: `LOCALHOST:${port}`, origin: `http://localhost:${port}` })).toBe(200);
    expect(await status({ 'sec-fetch-site': 'none' })).toBe(200);
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status({ 'sec-fetch-site': 'cross-site', referer: 'https://app.example.com/' })).toBe(200);
    expect(await status({ referer: 'https://app.example.com/' })).toBe(200);
    expect(await status({ referer: `http://127.0.0.1:${port}/page` })).toBe(200);
    const before = sent.length;
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: PAGE },
      { host: `127.0.0.1:${port}`, origin: `http://localhost:${port}` },
      { origin: 'null' },
      { origin: 'https://app.example.com.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', referer: 'https://evil.example/' },
      { referer: 'https://evil.example/' },
    ] as Record<string, string>[]) {
      const { status, headers: got } = await get(port, '/', headers);
      expect({ status, allowed: got['access-control-allow-origin'] }).toEqual({ status: 403, allowed: undefined });
    }
    expect(sent).toHaveLength(before);
  });

  test('only under its own name: a name of somebody else that resolves to it gets nothing', async () => {
    const target = await serve((_, outgoing) => outgoing.end('secret'));
    const { port } = await proxyTo(local(target));
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `localhost.:${port}`,
    ]) {
      const { status, body } = await get(port, '/', { host });
      expect({ host, status }).toEqual({ host, status: 421 });
      expect(body).not.toContain('secret');
    }
    expect(
      await raw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 4/);
    expect(await raw(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421/);
  });

  test('no Origin and nothing else that a stranger sends ends it', async () => {
    const fatal: unknown[] = [];
    const note = (error: unknown) => void fatal.push(error);
    process.on('unhandledRejection', note).on('uncaughtException', note);
    ends.push(() => process.off('unhandledRejection', note).off('uncaughtException', note));
    // One target responds, one is not there: what the page gets is then the proxy's own.
    const { port: up } = await proxyTo(local(await serve((_, outgoing) => outgoing.end('ok'))));
    const { port: down } = await proxyTo('http://127.0.0.1:1');
    const odd = [
      'GET',
      'a b',
      '',
      '*',
      '\u00e9',
      ',,',
      'x'.repeat(5000),
      'CONNECT',
      '@',
      'x:y',
      '[',
      'http://localhost:80',
    ];
    const origins = [
      ...[
        'http://localhost:80',
        'http://localhost:080',
        'http://localhost:99999',
        'http://localhost:',
        'http://LOCALHOST:1',
      ],
      ...[
        'http://localhost',
        'http://localhost:5173',
        'http://user@localhost:1',
        'null',
        '',
        'http://',
        'localhost:1',
        '*',
      ],
    ];
    for (const port of [up, down])
      for (const [index, origin] of origins.entries())
        for (const method of ['GET', 'OPTIONS', 'POST']) {
          const names = { 'access-control-request-method': odd[index % odd.length]! };
          const headers = { origin, ...names, 'access-control-request-headers': odd[(index + 5) % odd.length]! };
          const { status, headers: got } = await get(port, '/a%zz?x', headers, method);
          const isPage = /^http:\/\/localhost(?::5173)?$/.test(origin);
          if (isPage && method !== 'OPTIONS') expect(got['access-control-allow-origin']).toBe(origin);
          else if (!isPage)
            expect({ origin, status, allowed: got['access-control-allow-origin'] }).toMatchObject({ status: 403 });
        }
    await new Promise(setImmediate);
    expect(fatal).toEqual([]);
  });

  test('it is no open proxy', async () => {
    const target = await serve((_, outgoing) => outgoing.end('target'));
    const other = await serve((_, outgoing) => outgoing.end('other'));
    const { port } = await proxyTo(local(target));
    const host = `Host: localhost:${port}\r\nConnection: close\r\n\r\n`;
    expect(await raw(port, `GET ${local(other)}/ HTTP/1.1\r\n${host}`)).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw(port, `CONNECT 127.0.0.1:${other} HTTP/1.1\r\n${host}`)).toMatch(/^HTTP\/1\.1 405/);
    expect(await raw(port, `GET //127.0.0.1:${other}/ HTTP/1.1\r\n${host}`)).toMatch(/target$/);
    expect(await raw(port, `GET @127.0.0.1:${other}/ HTTP/1.1\r\n${host}`)).toMatch(/^HTTP\/1\.1 400/);
  });
});

describe('what passes through', () => {
  test('header lines in their order and case, duplicates too, both ways; what ends at this hop does not', async () => {
    let seen: IncomingMessage | undefined;
    const target = await serve((incoming, outgoing) => {
      seen = incoming;
      outgoing.sendDate = false;
      outgoing.writeHead(200, 'Fine', [
        'X-A',
        '1',
        'Set-Cookie',
        'a=1',
        'x-a',
        '2',
        'Set-Cookie',
        'b=2',
        'X-Latin',
        'é',
        'Keep-Alive',
        'timeout=9',
        'X-Hop',
        'x',
        'Connection',
        'X-Hop',
      ]);
      // With text Node would write these lines in UTF-8.
      outgoing.end(Buffer.from('ok'));
    });
    const { port } = await proxyTo(local(target));
    const { lines } = await get(port, '/a?b=%20', [
      'Origin',
      PAGE,
      'X-Two',
      'é',
      'x-two',
      '2',
      'TE',
      'gzip',
      'X-Mine',
      '1',
      'Connection',
      'X-Mine',
      'Proxy-Authorization',
      'x',
    ]);
    expect(pairsOf(seen!.rawHeaders)).toEqual([
      ['Host', `127.0.0.1:${target}`],
      ['Origin', PAGE],
      ['X-Two', 'é'],
      ['x-two', '2'],
      ['Connection', 'keep-alive'],
    ]);
    expect(seen!.url).toBe('/a?b=%20');
    expect(lines.filter(([name]) => /^(?:x-|set-)/i.test(name))).toEqual([
      ['X-A', '1'],
      ['Set-Cookie', 'a=1'],
      ['x-a', '2'],
      ['Set-Cookie', 'b=2'],
      ['X-Latin', 'é'],
    ]);
  });

  test('bodies, chunked or not, with trailers both ways', async () => {
    const target = await serve(async (incoming, outgoing) => {
      const body = (await incoming.setEncoding('latin1').toArray()).join('');
      outgoing.writeHead(200, { trailer: 'X-Sum' });
      outgoing.write(`${incoming.method} ${body} ${incoming.trailers['x-end'] ?? ''}`);
      outgoing.addTrailers({ 'X-Sum': '7' });
      outgoing.end();
    });
    const { port } = await proxyTo(local(target));
    expect(await get(port, '/', {}, 'POST', 'body')).toMatchObject({ body: 'POST body ', trailers: { 'x-sum': '7' } });
    expect(await get(port, '/', {}, 'DELETE')).toMatchObject({ body: 'DELETE  ' });
    const chunked = `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n4\r\nmore\r\n0\r\nX-End: 9\r\n\r\n`;
    expect(await raw(port, chunked)).toContain('POST more 9');
  });

  test('an event stream, as it comes; it ends there when the page goes', async () => {
    const gone = promised<void>();
    const open = promised<ServerResponse>();
    const target = await serve((_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.flushHeaders();
      outgoing.once('close', gone.resolve);
      open.resolve(outgoing);
    });
    const { port } = await proxyTo(local(target), { timeout: '0.05' });
    const sent = request({ host: '127.0.0.1', port, headers: { origin: PAGE }, agent: false }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.headers['access-control-allow-origin']).toBe(PAGE);
    // Longer than the timeout before a response.
    await setTimeout(80);
    (await open.promise).write('data: 1\n\n');
    expect(String((await once(response, 'data'))[0])).toBe('data: 1\n\n');
    sent.on('error', () => {});
    response.on('error', () => {});
    sent.destroy();
    await gone.promise;
  });

  test('no faster than it is taken', async () => {
    let written = 0;
    const full = promised<void>();
    const target = await serve((_, outgoing) => {
      outgoing.writeHead(200);
      const piece = Buffer.alloc(1 << 20);
      const more = () => {
        while (written < 24) {
          written++;
          if (!outgoing.write(piece)) {
            outgoing.once('drain', more);
            setTimeout(50).then(full.resolve);
            return;
          }
        }
        outgoing.end();
      };
      more();
    });
    const { port } = await proxyTo(local(target));
    const sent = request({ host: '127.0.0.1', port, agent: false }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await full.promise;
    expect(written).toBeLessThan(24);
    let bytes = 0;
    for await (const piece of response) bytes += piece.length;
    expect(bytes).toBe(24 << 20);
  });

  test('WebSockets, for allowed pages', async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    ends.push(() => sockets.close());
    sockets.on('connection', (socket, { headers }) => {
      socket.send(`${headers.origin} ${headers.host}`);
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    const target = await serve(() => {}, server);
    const { port, stop } = await proxyTo(local(target));
    const socket = new WebSocket(`ws://localhost:${port}/chat`, ['a', 'b'], { origin: PAGE });
    const [hello] = await once(socket, 'message');
    expect(String(hello)).toBe(`${PAGE} 127.0.0.1:${target}`);
    expect(socket.protocol).toBe('a');
    const large = Buffer.alloc(3 << 20, 7);
    socket.send(large);
    const [echo] = await once(socket, 'message');
    expect(large.equals(echo)).toBe(true);

    const stranger = new WebSocket(`ws://localhost:${port}/chat`, { origin: 'https://evil.example' });
    const [error] = await once(stranger, 'error');
    expect(error.message).toContain('403');

    const closed = once(socket, 'close');
    await stop();
    await closed;
    ends.splice(ends.length - 1, 1);
  });

  test('a response that is no WebSocket', async () => {
    const server = createServer();
    server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nwhy?'));
    const target = await serve(() => {}, server);
    const { port } = await proxyTo(local(target));
    const upgrade = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    expect(await raw(port, upgrade)).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n[\s\S]*why\?$/);
  });

  test('connections to the target are reused; one that it closes loses nothing that can be sent again', async () => {
    const used = new Set<unknown>();
    const target = await serve(({ socket, url, method }, outgoing) => {
      if (url === '/once' && used.has(socket)) socket.destroy();
      else outgoing.end(`${method} ${used.has(socket) ? 'again' : 'first'}`);
      used.add(socket);
    });
    const { port } = await proxyTo(local(target));
    const bodies = async (path: string, method: string, body?: string) =>
      (await get(port, path, {}, method, body)).body;
    expect(await bodies('/', 'GET')).toBe('GET first');
    expect(await bodies('/', 'GET')).toBe('GET again');
    expect(await bodies('/once', 'GET')).toBe('GET first');
    // What may have been done is not done twice.
    expect(await bodies('/once', 'POST', 'x')).toContain('sent no response');
  });

  test('a server that speaks HTTP/2 only is named as that', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const target = createSecureServer({ key, cert }, (_, response) => response.end());
    target.on('sessionError', () => {}).on('tlsClientError', () => {});
    target.listen(0, '127.0.0.1');
    await once(target, 'listening');
    ends.push(() => target.close());
    const { port: to } = target.address() as AddressInfo;
    const { port, said } = await proxyTo(`https://127.0.0.1:${to}`, { insecure: true });
    expect((await get(port, '/')).status).toBe(502);
    expect(await said()).toContain('speaks HTTP/2 only');
  });

  test('https, with a certificate that nobody knows only where that is wanted', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
    const target = await serve(
      () => {},
      createTls({ key, cert }, (_, outgoing) => outgoing.end('ok')) as unknown as Server,
    );
    const strict = await proxyTo(`https://localhost:${target}`);
    const refused = await get(strict.port, '/', { origin: PAGE });
    expect(refused).toMatchObject({ status: 502, body: expect.stringMatching(/self-signed.*--insecure/) });
    const { port } = await proxyTo(`https://localhost:${target}`, { insecure: true });
    expect(await get(port, '/')).toMatchObject({ status: 200, body: 'ok' });
  });

  test('redirects within the target stay here, others are as they were', async () => {
    const target = await serve(({ url }, outgoing) => {
      const location = url === '/away' ? 'https://login.example/' : `${local(target)}/there?a=1#b`;
      outgoing.writeHead(302, { location }).end();
    });
    const { port } = await proxyTo(local(target));
    expect((await get(port, '/')).headers.location).toBe('/there?a=1#b');
    expect((await get(port, '/away')).headers.location).toBe('https://login.example/');
  });

  test('cookies as they are, or as a loopback host can set them', async () => {
    const target = await serve((_, outgoing) => {
      outgoing.setHeader('Set-Cookie', [
        'sid=1; Domain=api.example.com; Path=/; Secure; HttpOnly; SameSite=None',
        'secure=domain; SameSite=Strict',
        '__Host-a=1; Path=/; Secure; SameSite=None',
        '__Secure-b=2; Domain=api.example.com; Secure; Partitioned',
        'c=3; Secure; SameSite=None; Partitioned',
      ]);
      outgoing.end();
    });
    const kept = await proxyTo(local(target));
    expect((await get(kept.port, '/')).headers['set-cookie']?.[0]).toContain('Domain=api.example.com; Path=/; Secure');
    expect((await kept.said()).replace(/\s+/g, ' ')).toContain('The browser refuses the cookies sid, __Secure-b');
    const { port, said } = await proxyTo(local(target), { rewriteCookies: true });
    expect((await get(port, '/')).headers['set-cookie']).toEqual([
      'sid=1; Path=/; HttpOnly',
      'secure=domain; SameSite=Strict',
      '__Host-a=1; Path=/; Secure; SameSite=None',
      '__Secure-b=2; Secure; Partitioned',
      'c=3; Secure; SameSite=None; Partitioned',
    ]);
    expect((await said()).replace(/\s+/g, ' ')).toContain(
      'Safari refuses the cookies __Host-a, __Secure-b, c from http://localhost',
    );
  });
});

describe('an unresponsive target', () => {
  test('is 502 or 504, which the page can read', async () => {
    const silent = await serve(() => {});
    const { port } = await proxyTo(local(silent), { timeout: '0.05' });
    expect(await get(port, '/', { origin: PAGE })).toMatchObject({
      status: 504,
      headers: { 'access-control-allow-origin': PAGE },
      body: expect.stringContaining('timeout'),
    });
    const broken = await serve((_, outgoing) => outgoing.socket?.destroy());
    const second = await proxyTo(local(broken));
    expect(await get(second.port, '/', { origin: PAGE })).toMatchObject({
      status: 502,
      headers: { 'access-control-allow-origin': PAGE },
    });
    const preflight = { origin: PAGE, 'access-control-request-method': 'PUT' };
    expect(await get(second.port, '/', preflight, 'OPTIONS')).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-methods': 'PUT' },
    });
  });

  test('is 502 for an invalid response too', async () => {
    for (const nonsense of [
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n',
      'SSH-2.0-OpenSSH_9.2\r\n',
      'HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 0\r\n\r\n',
      `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(300_000)}\r\n\r\n`,
    ]) {
      const server = createServer();
      server.on('connection', (socket) =>
        socket.removeAllListeners('data').on('data', () => socket.end(nonsense, 'latin1')),
      );
      const { port } = await proxyTo(local(await serve(() => {}, server)));
      expect(await get(port, '/', { origin: PAGE })).toMatchObject({
        status: 502,
        headers: { 'access-control-allow-origin': PAGE },
      });
    }
    const { port } = await proxyTo(local(1));
    expect(await raw(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  });

  test('breaks off where the target does', async () => {
    const target = await serve((_, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 1000 });
      outgoing.write('begun', () => outgoing.destroy());
    });
    const { port } = await proxyTo(local(target));
    await expect(get(port, '/')).rejects.toThrow('aborted');
  });
});

describe('what is repaired', () => {
  test('an unhandled preflight, and the response after it; both are marked', async () => {
    const target = await serve(({ method }, outgoing) =>
      outgoing.writeHead(method === 'OPTIONS' ? 404 : 200, { 'x-powered-by': 'Express' }).end('x'),
    );
    const { port, said } = await proxyTo(local(target));
    const preflighted = {
      origin: PAGE,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type,x-api-key',
    };
    const preflight = await get(port, '/users', preflighted, 'OPTIONS');
    expect(preflight).toMatchObject({
      status: 204,
      body: '',
      headers: {
        'access-control-allow-origin': PAGE,
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'content-type,x-api-key',
        'corsmith-repaired': expect.stringContaining('status; access-control-allow-origin'),
        vary: 'Origin',
      },
    });
    const response = await get(port, '/users', { origin: PAGE }, 'PUT', '{}');
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': PAGE,
      'corsmith-repaired': 'access-control-allow-origin; access-control-allow-credentials; vary',
      'access-control-expose-headers': 'corsmith-repaired',
    });
    for (let i = 0; i < 5; i++) await get(port, `/users/${i}`, { origin: PAGE }, 'PUT', '{}');
    const text = await said();
    expect(text.match(/preflight-not-handled/g)).toHaveLength(1);
    expect(text.match(/no-allow-origin/g)).toHaveLength(1);
    expect(text).toContain("methods: ['GET', 'HEAD', 'POST', 'PUT']");
    expect(text).toContain("allowedHeaders: ['content-type', 'x-api-key']");
    expect(text).toContain('corsmith fix');
  });

  test('what is right already is untouched', async () => {
    const target = await serve(({ url }, outgoing) => {
      if (url === '/any') outgoing.setHeader('Access-Control-Allow-Origin', '*');
      else outgoing.setHeader('access-control-allow-origin', PAGE).setHeader('Vary', 'Origin');
      outgoing.setHeader('Access-Control-Allow-Methods', 'PUT');
      outgoing.end();
    });
    const { port, said } = await proxyTo(local(target));
    for (const path of ['/any', '/named']) {
      const direct = await get(target, path, { origin: PAGE });
      const preflighted = { origin: PAGE, 'access-control-request-method': 'PUT' };
      const lines = ({ lines }: Got) => lines.filter(([name]) => name !== 'Date' && name !== 'Connection');
      expect(lines(await get(port, path, { origin: PAGE }))).toEqual(lines(direct));
      expect((await get(port, path, preflighted, 'OPTIONS')).headers).not.toHaveProperty('corsmith-repaired');
    }
    expect(await said()).toMatch(/without cookies[\s\S]*4 responses, none repaired/);
  });

  test('* is wrong once a page has shown that it sends cookies', async () => {
    const target = await serve((_, outgoing) => outgoing.setHeader('Access-Control-Allow-Origin', '*').end());
    const { port, said } = await proxyTo(local(target));
    const { headers } = await get(port, '/', { origin: PAGE, cookie: 'sid=1' });
    expect(headers).toMatchObject({ 'access-control-allow-origin': PAGE, 'access-control-allow-credentials': 'true' });
    const preflighted = {
      origin: PAGE,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-id',
    };
    expect((await get(port, '/', preflighted, 'OPTIONS')).headers['access-control-allow-origin']).toBe(PAGE);
    expect(await said()).toContain('wildcard-with-credentials');
  });

  test('only for pages that read the response: a form, an image and a navigation get it as it is', async () => {
    const target = await serve((_, outgoing) => outgoing.end());
    const { port } = await proxyTo(local(target));
    for (const mode of ['navigate', 'no-cors'])
      expect((await get(port, '/', { origin: PAGE, 'sec-fetch-mode': mode }, 'POST')).headers).not.toHaveProperty(
        'corsmith-repaired',
      );
  });
});

test('wrong flags are reported at once', () => {
  const wrong = {
    target: 'http://u:p@localhost:3000/api',
    origin: ['*', 'http://localhost:5173/'],
    port: '70000',
    timeout: 'x',
    stack: 'expres',
  };
  expect(() => parseProxyArguments({ options: wrong })).toThrow(
    /user name[\s\S]*every page on the web[\s\S]*localhost:5173\/[\s\S]*70000[\s\S]*'x' must be[\s\S]*expres/,
  );
  expect(() => parseProxyArguments({ options: {} })).toThrow('No target server');
  expect(() => parseProxyArguments({ options: { target: 'localhost:3000' } })).toThrow('no scheme');
  expect(() => parseProxyArguments({ options: { target: 'http://localhost:3000/api' } })).toThrow('has a path');
});

test('every flag that a refusal suggests is one that the proxy takes', () => {
  const pages = fc.oneof(
    fc.constantFrom('null', 'http://localhost:5173/', 'http://LOCALHOST:5173', 'https://a.example:443', 'x', '', '*'),
    fc.webUrl(),
    fc.string(),
    fc.domain().map((host) => `https://${host.toUpperCase()}`),
  );
  fc.assert(
    fc.property(pages, (page) => {
      const [, origin] = /--origin (.*)$/s.exec(allowHint(page)) ?? [];
      if (origin === undefined) return;
      const { pages: allowed } = parseProxyArguments({ options: { target: 'http://localhost:1', origin: [origin] } });
      expect(respond(allowed, { method: 'GET', headers: () => origin }).allowed).toBe(true);
    }),
  );
  expect(allowHint('http://LOCALHOST:5173')).toContain('--origin http://localhost:5173');
  expect(allowHint('null')).toContain('npx vite');
});
