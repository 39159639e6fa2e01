import { createSecureServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { USER_AGENT } from '../src/probe/browser-headers.js';
import type { ProbeOptions } from '../src/probe/probe.js';
import { certificate, type Identity } from './probe-certificates.js';
import { get, listen, ORIGIN, sendOnce, testProbe } from './probe-raw-server.js';

let self: Identity;

beforeAll(async () => {
  self = await certificate('localhost');
});

/** A server of HTTP/2, with what it saw. */
async function http2Server(response: (stream: ServerHttp2Stream, request: readonly string[]) => void) {
  const requests: string[][] = [];
  let sessions = 0;
  const server: Http2Server = createSecureServer({ ...self, maxSendHeaderBlockLength: 1 << 24 });
  server.on('session', () => sessions++);
  server.on('sessionError', () => {});
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  server.on('stream', (stream, _headers, _flags, raw: string[] = []) => {
    stream.on('error', () => {});
    requests.push(raw);
    response(stream, raw);
  });
  const port = await listen(server as never);
  const probe = (options: ProbeOptions = {}) => testProbe({ ca: [self.cert], ...options });
  return {
    url: `https://localhost:${port}/a?b=1`,
    host: `localhost:${port}`,
    requests,
    sessions: () => sessions,
    breakConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    probe,
  };
}

const ok = (stream: ServerHttp2Stream) => {
  stream.respond({ ':status': 200 });
  stream.end('ok');
};

test('the headers are those of HTTP/1.1, in lower case and without those of the connection', async () => {
  const server = await http2Server(ok);
  await sendOnce(server.probe(), server.url, {
    method: 'patch',
    headers: [
      ['X-B', '\xe9'],
      ['X-A', '1'],
      ['Accept', '*/*'],
      ['Origin', ORIGIN],
    ],
    body: 'é',
  });
  const encodings = process.versions.zstd === undefined ? 'gzip, deflate, br' : 'gzip, deflate, br, zstd';
  expect(server.requests).toEqual([
    [
      [':method', 'patch', ':authority', server.host, ':scheme', 'https', ':path', '/a?b=1'],
      ['content-length', '2', 'user-agent', USER_AGENT],
      ['x-b', '\xe9', 'x-a', '1', 'accept', '*/*', 'origin', ORIGIN],
      ['sec-fetch-site', 'cross-site', 'sec-fetch-mode', 'cors', 'sec-fetch-dest', 'empty', 'referer', `${ORIGIN}/`],
      ['accept-encoding', encodings, 'accept-language', 'en-US,en;q=0.9'],
    ].flat(),
  ]);
});

test('a response keeps its lines in order, with duplicates, and its decoded beginning', async () => {
  const server = await http2Server((stream) => {
    stream.additionalHeaders({ ':status': 103, link: 'x' });
    stream.respond({ 'content-encoding': 'gzip', 'x-a': ['1', '2'], date: 'now' });
    stream.end(gzipSync('hello'.repeat(100)));
  });
  const { response } = await server.probe({ bodyLimit: 100 }).send(get(server.url));
  expect(response).toEqual({
    status: 200,
    httpVersion: '2',
    headers: [
      ['content-encoding', 'gzip'],
      ['x-a', '1'],
      ['x-a', '2'],
      ['date', 'now'],
    ],
    bodyStart: 'hello'.repeat(20),
    bodyTruncated: true,
  });
});

test('one session serves all requests, and a new one follows it when the server ends it', async () => {
  const server = await http2Server((stream, request) => {
    ok(stream);
    if (request.includes('/last')) stream.session?.close();
  });
  const probe = server.probe();
  await probe.send(get(server.url));
  await Promise.all([probe.send(get(server.url)), probe.send(get(server.url))]);
  expect(server.sessions()).toBe(1);
  await probe.send(get(server.url.replace('/a?b=1', '/last')));
  expect((await probe.send(get(server.url))).response?.status).toBe(200);
  expect(server.sessions()).toBe(2);
});

test('a session that broke in between is replaced without a word', async () => {
  let requests = 0;
  const server = await http2Server((stream) => (++requests === 2 ? server.breakConnections() : ok(stream)));
  const probe = server.probe();
  await probe.send(get(server.url));
  expect((await probe.send(get(server.url))).response?.status).toBe(200);
  expect(server.sessions()).toBe(2);
});

describe('a server that', () => {
  test('sends 10 000 headers is heard to the end', async () => {
    const headers = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`x-${i}`, 'v']));
    const server = await http2Server((stream) => {
      stream.respond({ ':status': 200, ...headers }, { endStream: true });
    });
    const { response } = await server.probe().send(get(server.url));
    expect(response?.headers.filter(([name]) => name.startsWith('x-'))).toHaveLength(10_000);
  });

  test.each([
    [
      'in many frames',
      Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`x-${i}`, 'v'])),
      'HEADERS_TOO_LARGE',
    ],
    ['compressed to little', { x: Array(5000).fill('y'.repeat(3000)) }, 'ERR_HTTP2_STREAM_ERROR'],
  ])('sends too many headers %s is a failure', async (_, headers, code) => {
    const server = await http2Server((stream) => stream.respond({ ':status': 200, ...headers }, { endStream: true }));
    const { failure } = await server.probe().send(get(server.url));
    expect(failure).toMatchObject({ id: 'protocol-failure', code });
  });

  test('says nothing is a timeout', async () => {
    const server = await http2Server(() => {});
    const { failure } = await server.probe({ timeoutMs: 200 }).send(get(server.url));
    expect(failure).toMatchObject({ id: 'timeout' });
  });

  test('resets the stream is a failure', async () => {
    const server = await http2Server((stream) => stream.close(2));
    const { failure } = await server.probe().send(get(server.url));
    expect(failure).toMatchObject({ id: 'protocol-failure' });
    expect(failure?.message).toContain('INTERNAL_ERROR');
  });

  test('breaks the connection is a reset', async () => {
    const server = await http2Server(() => server.breakConnections());
    const { failure } = await server.probe().send(get(server.url));
    expect(failure).toMatchObject({ id: 'connection-reset' });
  });

  test('never stops sending is cut off at the limit, and the session lives on', async () => {
    const server = await http2Server((stream, request) => {
      if (!request.includes('/endless')) return ok(stream);
      stream.respond({ ':status': 200 });
      const more = () => {
        while (!stream.destroyed && stream.write(Buffer.alloc(16_384, 'x')));
      };
      stream.on('drain', more);
      more();
    });
    const probe = server.probe();
    const { response } = await probe.send(get(server.url.replace('/a?b=1', '/endless')));
    expect([response?.bodyStart.length, response?.bodyTruncated]).toEqual([65_536, true]);
    expect((await probe.send(get(server.url))).response?.bodyStart).toBe('ok');
    expect(server.sessions()).toBe(1);
  });
});
