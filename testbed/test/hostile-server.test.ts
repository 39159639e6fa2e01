import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, corsmith } from '../../packages/cli/test/built-cli.js';
import { PEAK_MEMORY, peakMegabytes } from '../src/peak-memory.js';

const KB = 1024;
const MB = KB * KB;
const ORIGIN = 'https://app.test';
const HEAD = `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: ${ORIGIN}\r\nVary: Origin\r\n`;

/** Writes these bytes again and again, as fast as they are taken. */
function flood(socket: Socket, head: string, block: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  socket.write(head);
  more();
}

const encoded = (coding: string, body: Buffer) => (socket: Socket) => {
  socket.write(`${HEAD}Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.end(body);
};
const brotliFast = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

const replies: Readonly<Record<string, (socket: Socket) => void>> = {
  gigabyte: (socket) => flood(socket, `${HEAD}Content-Length: ${KB * MB}\r\n\r\n`, Buffer.alloc(64 * KB, 'x')),
  'gzip-bomb': encoded('gzip', gzipSync(Buffer.alloc(200 * MB), { level: 1 })),
  'brotli-bomb': encoded('br', brotliCompressSync(Buffer.alloc(64 * MB), brotliFast)),
  'ten-thousand-headers': (socket) =>
    socket.end(`${HEAD}${'a:b\n'.repeat(10_000)}X-Long: ${'x'.repeat(900 * KB)}\r\nContent-Length: 0\r\n\r\n`),
  'endless-headers': (socket) => flood(socket, HEAD, Buffer.from('X-More: and more\r\n'.repeat(1000))),
  'endless-interim': (socket) => flood(socket, '', Buffer.from('HTTP/1.1 103 Hints\r\nA: b\r\n\r\n'.repeat(1000))),
  silence: () => {},
};

const sockets = new Set<Socket>();
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  socket.once('data', (bytes) => replies[/^\S+ \/([\w-]*)/.exec(bytes.toString('latin1'))?.[1] ?? '']?.(socket));
});
beforeAll(async () => {
  await build();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

test.each([
  ['gigabyte', 0],
  ['gzip-bomb', 0],
  ['brotli-bomb', 0],
  ['ten-thousand-headers', 0],
  ['endless-headers', 3],
  ['endless-interim', 3],
  ['silence', 3],
])('a server that responds with %s gets a verdict inside the limits of time and memory', async (path, exitCode) => {
  const { port } = server.address() as AddressInfo;
  const began = performance.now();
  const { code, stdout, stderr } = await corsmith(
    ['check', `http://127.0.0.1:${port}/${path}`, '--origin', ORIGIN, '--timeout', '2'],
    { env: { NODE_OPTIONS: `--import=${PEAK_MEMORY}` } },
  );
  expect({ code, seconds: (performance.now() - began) / 1000, megabytes: peakMegabytes(stderr) }).toEqual({
    code: exitCode,
    seconds: expect.toSatisfy((seconds: number) => seconds < 15),
    megabytes: expect.toSatisfy((megabytes: number) => megabytes > 10 && megabytes < 170),
  });
  expect(stdout).toMatch(exitCode === 0 ? /^✓ Allowed in Chrome/ : /^✗ No response: /);
  expect(stdout.length).toBeLessThan(10 * KB);
});

test.each([
  ['gigabyte', 0],
  ['gzip-bomb', 0],
  ['ten-thousand-headers', 0],
  ['endless-headers', 3],
  ['silence', 3],
])('and is audited, with %s every time', async (path, exitCode) => {
  const { port } = server.address() as AddressInfo;
  const began = performance.now();
  const { code, stdout, stderr } = await corsmith(
    ['audit', `http://127.0.0.1:${port}/${path}`, '--origin', ORIGIN, '--timeout', '2'],
    { env: { NODE_OPTIONS: `--import=${PEAK_MEMORY}` } },
  );
  expect({ code, seconds: (performance.now() - began) / 1000, megabytes: peakMegabytes(stderr) }).toEqual({
    code: exitCode,
    seconds: expect.toSatisfy((seconds: number) => seconds < 60),
    megabytes: expect.toSatisfy((megabytes: number) => megabytes > 10 && megabytes < 250),
  });
  expect(stdout).toMatch(exitCode === 0 ? /^✓ No findings/ : /^✗ No response: /);
  expect(stdout.length).toBeLessThan(10 * KB);
});
