import { type HeaderList, isHeaderValue, isToken, type WireRequest } from '@corsmith/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserHeaders, http2Headers, USER_AGENT } from '../src/probe/browser-headers.js';
import { siteOf } from '../src/probe/site.js';
import { get, ORIGIN, rawServer, replying, sendOnce, testProbe } from './probe-raw-server.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const ENCODINGS = process.versions.zstd === undefined ? 'gzip, deflate, br' : 'gzip, deflate, br, zstd';

async function sent(more: Partial<WireRequest>): Promise<string> {
  const server = await rawServer(replying(OK));
  await sendOnce(testProbe(), server.url, more);
  return server.received.join('').replaceAll(`:${server.port}`, '');
}

describe('the bytes are those of Chromium 156, but for the client hints and the mark in User-Agent', () => {
  test('of a preflight', async () => {
    const headers: HeaderList = [
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'authorization,content-type,x-a,x-b'],
      ['Origin', ORIGIN],
    ];
    expect(await sent({ kind: 'preflight', method: 'OPTIONS', headers })).toBe(
      [
        'OPTIONS /a?b=1 HTTP/1.1',
        'Host: 127.0.0.1',
        'Connection: keep-alive',
        'Accept: */*',
        'Access-Control-Request-Method: PUT',
        'Access-Control-Request-Headers: authorization,content-type,x-a,x-b',
        `Origin: ${ORIGIN}`,
        `User-Agent: ${USER_AGENT}`,
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Site: cross-site',
        'Sec-Fetch-Dest: empty',
        `Referer: ${ORIGIN}/`,
        `Accept-Encoding: ${ENCODINGS}`,
        'Accept-Language: en-US,en;q=0.9',
        '\r\n',
      ].join('\r\n'),
    );
  });

  test('of a request with a body and headers of the page', async () => {
    const headers: HeaderList = [
      ['Authorization', 'Bearer x'],
      ['Content-Type', 'application/json'],
      ['Origin', ORIGIN],
    ];
    expect(await sent({ method: 'PUT', headers, body: '{"é":1}' })).toBe(
      [
        'PUT /a?b=1 HTTP/1.1',
        'Host: 127.0.0.1',
        'Connection: keep-alive',
        'Content-Length: 8',
        `User-Agent: ${USER_AGENT}`,
        'Authorization: Bearer x',
        'Content-Type: application/json',
        'Accept: */*',
        `Origin: ${ORIGIN}`,
        'Sec-Fetch-Site: cross-site',
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Dest: empty',
        `Referer: ${ORIGIN}/`,
        `Accept-Encoding: ${ENCODINGS}`,
        'Accept-Language: en-US,en;q=0.9',
        '',
        Buffer.from('{"é":1}').toString('latin1'),
      ].join('\r\n'),
    );
  });

  test.each([
    ['POST', 'Content-Length: 0'],
    ['PUT', 'Content-Length: 0'],
    ['PATCH', undefined],
    ['DELETE', undefined],
    ['patch', undefined],
    ['CUSTOM', undefined],
  ])('of %s without a body', async (method, length) => {
    const text = await sent({ method });
    expect(text).toMatch(new RegExp(`^${method} /a`));
    expect(/content-length.*|transfer-encoding.*/i.exec(text)?.[0]).toBe(length);
  });
});

test('every header goes onto the wire as it is given, in order and with its bytes', async () => {
  const server = await rawServer((socket) => socket.write(OK));
  const probe = testProbe();
  const name = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/).filter(isToken);
  const value = fc
    .array(fc.integer({ min: 1, max: 255 }), { maxLength: 30 })
    .map((bytes) => String.fromCharCode(...bytes))
    .filter(isHeaderValue);
  const lines = fc.array(fc.tuple(name, value), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(lines, async (given) => {
      const before = server.received.join('').length;
      const { response } = await probe.send(get(server.url, { headers: [['Accept', '*/*'], ...given] }));
      expect(response?.status).toBe(200);
      const wire = given.map(([n, v]) => `${n}: ${v}\r\n`).join('');
      expect(server.received.join('').slice(before)).toContain(`Accept: */*\r\n${wire}`);
    }),
    { numRuns: 60 },
  );
});

test('what would break the request apart is not sent', async () => {
  const server = await rawServer(replying(OK));
  const probe = testProbe();
  for (const more of [
    { headers: [['X-A', 'a\r\nX-B: b']] },
    { headers: [['X-A: a\r\nX-B', 'b']] },
    { headers: [['X-A', 'ĀĀ']] },
    { method: 'GET / HTTP/1.1\r\nX-A: a\r\n\r\nGET' },
    { url: 'ftp://127.0.0.1/' },
  ] satisfies Partial<WireRequest>[]) {
    const { failure } = await sendOnce(probe, server.url, more);
    expect(failure?.id).toBe('protocol-failure');
    expect(failure?.message).not.toMatch(/[\r\n]/);
  }
  expect(server.received).toEqual([]);
});

describe('what a browser adds', () => {
  const page = { origin: 'https://app.example.com', url: 'https://api.example.com/' };
  const added = async (url: string, more: Parameters<typeof get>[1] = {}, of: object = page) =>
    Object.fromEntries(
      await browserHeaders(get(url, { headers: [], ...more }), { page: of as typeof page }),
    ) as Partial<Record<string, string>>;

  test('the page is named to the server by its origin alone, and never by https to http', async () => {
    expect((await added('https://api.example.com/')).Referer).toBe('https://app.example.com/');
    expect((await added('http://api.example.com/')).Referer).toBeUndefined();
    expect((await added('https://api.example.com/', {}, { ...page, origin: 'null' })).Referer).toBeUndefined();
  });

  test('Sec-Fetch headers and Brotli go only where the connection is safe', async () => {
    const plain = await added('http://api.example.com/');
    expect(Object.keys(plain).filter((name) => name.startsWith('Sec-'))).toEqual([]);
    expect(plain['Accept-Encoding']).toBe('gzip, deflate');
    const local = await added('http://api.localhost:3000/');
    expect(local['Sec-Fetch-Site']).toBe('cross-site');
    expect(local['Accept-Encoding']).toBe(ENCODINGS);
  });

  test('the initiator decides Sec-Fetch-Dest, the mode Sec-Fetch-Mode, a tainted origin Sec-Fetch-Site', async () => {
    const font = await added('https://api.example.com/', {}, { ...page, initiator: 'font', mode: 'no-cors' });
    expect([font['Sec-Fetch-Dest'], font['Sec-Fetch-Mode']]).toEqual(['font', 'no-cors']);
    expect(font['Sec-Fetch-Site']).toBe('same-site');
    const tainted = await added('https://api.example.com/', { headers: [['Origin', 'null']] });
    expect(tainted['Sec-Fetch-Site']).toBe('cross-site');
  });

  test('nothing of the page is overwritten, and a range request accepts no compression', async () => {
    const headers: HeaderList = [
      ['accept', 'text/x'],
      ['user-agent', 'mine'],
      ['accept-language', 'de'],
      ['Range', 'bytes=0-1'],
    ];
    const lines = http2Headers(await browserHeaders(get('https://api.example.com/', { headers }), {}));
    expect(lines).toEqual([...headers.map(([n, v]) => [n.toLowerCase(), v]), ['accept-encoding', 'identity']]);
  });

  test.each([
    ['https://app.example.com', 'https://app.example.com/x', 'same-origin'],
    ['https://app.example.com', 'https://app.example.com:8443/', 'same-site'],
    ['https://app.example.com', 'https://api.example.com/', 'same-site'],
    ['http://app.example.com', 'https://api.example.com/', 'cross-site'],
    ['https://app.example.com', 'https://api.example.org/', 'cross-site'],
    ['https://a.co.uk', 'https://b.co.uk/', 'cross-site'],
    ['https://a.github.io', 'https://b.github.io/', 'cross-site'],
    ['https://10.0.0.1', 'https://10.1.0.1/', 'cross-site'],
    ['null', 'https://api.example.com/', 'cross-site'],
  ])('%s stands to %s as %s', async (origin, url, site) => {
    expect(await siteOf(origin, new URL(url))).toBe(site);
  });
});
