import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import zlib, { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { get, rawServer, sendRaw, testProbe } from './probe-raw-server.js';

/** Node has it from 22.15 on. */
const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer };

const KB = 1024;
const OK = 'HTTP/1.1 200 OK\r\n';

/** Writes these bytes again and again, as fast as they are taken. */
function flood(socket: Socket, head: string, block: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  socket.write(head);
  more();
}

function drip(socket: Socket, head: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write('x'), 20);
  socket.on('close', () => clearInterval(timer));
}

/** Sends a body that is encoded so. */
const encoded = (coding: string, body: Buffer) => (socket: Socket) => {
  socket.write(`${OK}Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.end(body);
};

describe('time', () => {
  test.each([
    ['says nothing', () => {}],
    ['drips its status line', (socket: Socket) => drip(socket, 'HTTP/1.1 200 ')],
    ['drips its headers', (socket: Socket) => drip(socket, `${OK}X: `)],
    [
      'never comes to the point',
      (socket: Socket) => flood(socket, '', Buffer.from('HTTP/1.1 103 Hints\r\nA: b\r\n\r\n')),
    ],
  ])('a server that %s is a timeout', async (_, response) => {
    const { failure, durationMs } = await sendRaw(response, { timeoutMs: 150 });
    expect(failure).toMatchObject({ id: 'timeout', code: 'TIMEOUT' });
    expect(failure?.message).toContain('within 0.15 s');
    // On a busy machine too, long before the default of 10 s.
    expect(durationMs).toBeLessThan(5000);
  });

  test.each([
    ['the body', { timeoutMs: 2000, bodyTimeoutMs: 150 }],
    ['the whole', { timeoutMs: 250, bodyTimeoutMs: 2000 }],
  ])('a body that drips is cut off at the limit of %s, and the response stands', async (_, limits) => {
    const { response } = await sendRaw(
      (socket) => drip(socket, `${OK}Content-Type: text/event-stream\r\n\r\n`),
      limits,
    );
    expect(response).toMatchObject({ status: 200, bodyTruncated: true });
    expect(response?.bodyStart).toMatch(/^x+$/);
  });

  test('an interrupt rejects with its reason, and later requests at once', async () => {
    const interrupt = new AbortController();
    const reason = new Error('interrupted');
    const { url } = await rawServer(() => interrupt.abort(reason));
    const probe = testProbe({ signal: interrupt.signal });
    await expect(probe.send(get(url))).rejects.toBe(reason);
    await expect(probe.send(get(url))).rejects.toBe(reason);
  });

  test('closing ends what is under way and leaves no listener behind', async () => {
    const interrupt = new AbortController();
    const probe = testProbe({ signal: interrupt.signal });
    const { url } = await rawServer(() => probe.close());
    await expect(probe.send(get(url))).rejects.toThrow('closed');
    expect(getEventListeners(interrupt.signal, 'abort')).toEqual([]);
  });
});

describe('headers', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `X-${i}: v${i}\r\n`).join('');

  test('10 000 of them are kept', async () => {
    const { response } = await sendRaw((socket) => socket.end(`${OK}${lines(10_000)}\r\n`));
    expect(response?.headers).toHaveLength(10_000);
    expect(response?.headers[9999]).toEqual(['X-9999', 'v9999']);
  });

  test.each([
    ['1024 KB', (socket: Socket) => flood(socket, `${OK}X: `, Buffer.alloc(64 * KB, 'x'))],
    ['32768 lines', (socket: Socket) => socket.end(`${OK}${'a:\n'.repeat(40_000)}\n`)],
  ])('more than %s are a failure', async (limit, response) => {
    const { failure } = await sendRaw(response);
    expect(failure).toMatchObject({ id: 'protocol-failure', code: 'HEADERS_TOO_LARGE' });
    expect(failure?.message).toContain(limit);
  });
});

describe('bodies', () => {
  const text = 'é forbidden '.repeat(100);

  test.each<[coding: string, body: Buffer]>([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ...(zstdCompressSync ? [['zstd', zstdCompressSync(text)] as [string, Buffer]] : []),
    ['GZIP, identity, br', brotliCompressSync(gzipSync(text))],
  ])('in %s are decoded', async (coding, body) => {
    const { response } = await sendRaw(encoded(coding, body));
    expect(response).toMatchObject({ bodyStart: text, bodyTruncated: false });
  });

  test.each([
    ['no coding that is known', 'x-own', gzipSync(text)],
    ['too many codings', 'gzip, gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(text)))))],
  ])('in %s are left away', async (_, coding, body) => {
    const { response } = await sendRaw(encoded(coding, body));
    expect(response).toMatchObject({ status: 200, bodyStart: '', bodyTruncated: true });
  });

  test('that lie about their coding are left away', async () => {
    const { response } = await sendRaw(encoded('gzip', Buffer.from('not gzip at all')));
    expect(response).toMatchObject({ status: 200, bodyStart: '', bodyTruncated: true });
  });

  test('that break off within a compressed body are kept as far as they go', async () => {
    const body = gzipSync(text + Array.from({ length: 3000 }, (_, i) => (i * 7919) % 10_007).join());
    const { response } = await sendRaw((socket) => {
      socket.write(`${OK}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.end(body.subarray(0, body.length - 2000));
    });
    expect(response?.bodyStart.startsWith(text)).toBe(true);
    expect(response?.bodyTruncated).toBe(true);
  });

  test.each([
    ['exactly', 100, false],
    ['one byte over', 101, true],
  ])('%s at the limit', async (_, length, truncated) => {
    const { response } = await sendRaw((socket) => socket.end(`${OK}\r\n${'x'.repeat(length)}`), { bodyLimit: 100 });
    expect(response).toMatchObject({ bodyStart: 'x'.repeat(100), bodyTruncated: truncated });
  });

  test('of an endless download are given up after the limit', async () => {
    let taken = 0;
    const { response } = await sendRaw((socket) => {
      flood(socket, `${OK}\r\n`, Buffer.alloc(64 * KB, 'x'));
      socket.on('close', () => {
        taken = socket.bytesWritten;
      });
    });
    expect(response?.bodyStart).toHaveLength(64 * KB);
    await expect.poll(() => taken, { interval: 5 }).toBeGreaterThan(0);
    expect(taken).toBeLessThan(32 * KB * KB);
  });
});
