import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { get, rawServer, replying, sendRaw, testProbe } from './probe-raw-server.js';

const OK = 'HTTP/1.1 200 OK\r\n';
const BODY = 'Content-Length: 2\r\n\r\nok';

test('header lines come back raw: in order, in their case, with duplicates', async () => {
  const { response, layer } = await sendRaw(
    replying(
      `${OK}Access-Control-Allow-Origin: *\r\naccess-control-allow-origin: http://a\r\nX-\xe9:\t\xff \r\n${BODY}`,
    ),
  );
  expect(response).toEqual({
    status: 200,
    httpVersion: '1.1',
    headers: [
      ['Access-Control-Allow-Origin', '*'],
      ['access-control-allow-origin', 'http://a'],
      ['X-\xe9', '\xff'],
      ['Content-Length', '2'],
    ],
    bodyStart: 'ok',
    bodyTruncated: false,
  });
  expect(layer).toBe('front');
});

test('a redirect is a response like any other', async () => {
  const server = await rawServer(replying('HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n'));
  const { response } = await testProbe().send(get(server.url));
  expect(response?.status).toBe(302);
  expect(server.received).toHaveLength(1);
});

// Each was sent to fetch() in Chromium 156, which read or refused it so.
describe('what Chromium reads is read, what it refuses is a failure', () => {
  test.each([
    ['a name with a space', `${OK}Bad Name: 1\r\n${BODY}`, 200],
    ['a line without a colon', `${OK}Bad\r\n${BODY}`, 200],
    ['a line without a name', `${OK}: 1\r\n${BODY}`, 200],
    ['a control character', `${OK}X: a\x01b\r\n${BODY}`, 200],
    ['a folded line', `${OK}X: 1\r\n 2\r\n${BODY}`, 200],
    ['a bare carriage return', `${OK}X: a\rb\r\n${BODY}`, 200],
    ['bare line feeds', `${OK}X: 1\r\n${BODY}`.replaceAll('\r', ''), 200],
    ['one length twice', `${OK}Content-Length: 2\r\n${BODY}`, 200],
    ['a length that is no number', `${OK}Content-Length: x\r\n\r\nok`, 200],
    ['a status that is no number', `HTTP/1.1 abc\r\n${BODY}`, 200],
    ['a status of four digits', `HTTP/1.1 1000 X\r\n${BODY}`, 1000],
    ['no reason', `HTTP/1.1 200\r\n${BODY}`, 200],
    ['a version that is none', `HTTP/2.0 200 OK\r\n${BODY}`, 200],
    ['lower case', `http/1.1 200 OK\r\n${BODY}`, 200],
    ['line breaks before it', `\r\n\r\n${OK}${BODY}`, 200],
    ['leftovers before it', `jun${OK}${BODY}`, 200],
    [
      'a length and chunks',
      `${OK}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\n\r\n`,
      200,
    ],
    ['informational responses', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n${OK}${BODY}`, 200],
  ])('%s', async (_, bytes, status) => {
    const { response } = await sendRaw(replying(bytes));
    expect([response?.status, response?.bodyStart, response?.bodyTruncated]).toEqual([status, 'ok', false]);
  });

  test('headers that break off', async () => {
    const { response } = await sendRaw(replying(`${OK}X: 1`));
    expect(response?.headers).toEqual([['X', '1']]);
  });

  test.each([
    ['no HTTP', '<html>\x1b[31mhi</html>\r\n', 'NOT_HTTP', '"<html>\\x1b[31mhi</html>"'],
    ['another protocol', 'ICY 200 OK\r\n\r\n', 'NOT_HTTP', '"ICY 200 OK"'],
    ['a NUL byte', `${OK}X: a\0b\r\n${BODY}`, 'HEADER_NUL', '"X: a\\x00b"'],
    ['two lengths', `${OK}Content-Length: 4\r\n${BODY}ok`, 'CONTENT_LENGTH', 'Content-Length'],
    ['another protocol switched to', `HTTP/1.1 101 X\r\nUpgrade: x\r\n${BODY}`, 'UPGRADE', '101'],
  ])('%s', async (_, bytes, code, text) => {
    const { failure } = await sendRaw(replying(bytes));
    expect(failure).toMatchObject({ id: 'protocol-failure', code });
    expect(failure?.message).toContain(text);
    expect(failure?.message).not.toMatch(/[\0-\x1f\x7f-\x9f]/);
  });
});

test('a greeting of another protocol is not waited on', async () => {
  const { failure } = await sendRaw((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  expect(failure?.message).toContain('"SSH-2.0-OpenSSH_9.2"');
});

test('no bytes whatever make the probe reject or outlast its limit', async () => {
  const replies: string[] = [];
  const server = await rawServer((socket) => replying(replies.pop() ?? '')(socket));
  const probe = testProbe({ timeoutMs: 400, bodyTimeoutMs: 100 });
  const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array).toString('latin1'));
  const line = fc.constantFrom(
    OK,
    'HTTP/1.1 204 X\r\n',
    'A: 1\r\n',
    '\r\n',
    'Transfer-Encoding: chunked\r\n',
    '5\r\nhello',
    BODY,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(bytes, line), { maxLength: 8 }), async (parts) => {
      replies.push(parts.join(''));
      const { response, failure } = await probe.send(get(server.url));
      replies.length = 0;
      expect([response, failure].filter(Boolean)).toHaveLength(1);
      expect(failure?.id ?? 'response').toMatch(/^(?:response|protocol-failure|connection-reset|tls-failure)$/);
    }),
    { numRuns: 150 },
  );
});

test('any pieces in which a response comes read the same', async () => {
  const text = `${OK}A: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: 1\r\n\r\n`;
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 5 });
  let pieces: string[] = [];
  const server = await rawServer(async (socket) => {
    socket.setNoDelay();
    for (const piece of pieces) await new Promise((done) => socket.write(piece, 'latin1', () => setImmediate(done)));
  });
  const probe = testProbe();
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      const ends = [0, ...at.toSorted((a, b) => a - b), text.length];
      pieces = ends.slice(1).map((end, i) => text.slice(ends[i], end));
      const { response } = await probe.send(get(server.url));
      expect([response?.bodyStart, response?.bodyTruncated, response?.headers[0]]).toEqual([
        'abcde',
        false,
        ['A', '1'],
      ]);
    }),
    { numRuns: 60 },
  );
  expect(server.received).toHaveLength(1);
});

describe('connections', () => {
  test('are kept for the next request, unless the server ends them', async () => {
    const kept = await rawServer((socket) => socket.write(`${OK}${BODY}`));
    const closed = await rawServer((socket) => socket.write(`${OK}Connection: close\r\n${BODY}`));
    const probe = testProbe();
    for (const { url } of [kept, kept, kept, closed, closed]) await probe.send(get(url));
    expect([kept.received.length, closed.received.length]).toEqual([1, 2]);
  });

  test('that the server gave up in between are replaced without a word', async () => {
    let replies = 0;
    const server = await rawServer((socket) => {
      if (replies++ === 1) socket.destroy();
      else socket.write(`${OK}${BODY}`);
    });
    const probe = testProbe();
    await probe.send(get(server.url));
    expect((await probe.send(get(server.url))).response?.status).toBe(200);
    expect(server.received).toHaveLength(2);
  });

  test('are as many as requests at once', async () => {
    const server = await rawServer((socket) => setImmediate(() => socket.write(`${OK}${BODY}`)));
    const probe = testProbe();
    const exchanges = await Promise.all(Array.from({ length: 8 }, () => probe.send(get(server.url))));
    expect(exchanges.map(({ response }) => response?.bodyStart)).toEqual(Array(8).fill('ok'));
    expect(server.received).toHaveLength(8);
  });

  test('with bytes after a response are not used again', async () => {
    const server = await rawServer((socket) => socket.write(`${OK}${BODY}HTTP/1.1 500 Smuggled\r\n\r\n`));
    const probe = testProbe();
    const statuses = [await probe.send(get(server.url)), await probe.send(get(server.url))];
    expect(statuses.map(({ response }) => response?.status)).toEqual([200, 200]);
  });
});
