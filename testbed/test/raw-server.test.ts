import { once } from 'node:events';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Handler, listen, type RawServer } from '../src/servers/raw-server.js';
import type { RawRequest } from '../src/servers/request-parser.js';

let server: RawServer | undefined;
afterEach(() => server?.close());

/** Sends pieces one after the other and gives back all that comes until the server closes or `until` has come. */
async function talk(handle: Handler, pieces: readonly string[], until?: string): Promise<string> {
  server = await listen(handle);
  const socket = net.connect(server.port, '127.0.0.1');
  let got = '';
  const done = new Promise<void>((resolve) => {
    socket.on('data', (bytes) => {
      got += bytes.toString('latin1');
      if (until !== undefined && got.endsWith(until)) resolve();
    });
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  await once(socket, 'connect');
  for (const piece of pieces) await new Promise((next) => socket.write(piece, 'latin1', next));
  await done;
  socket.destroy();
  return got;
}

describe('a raw server', () => {
  it('sends status and header lines byte for byte, duplicates and order kept', async () => {
    const headers = [
      ['x-B', ' 1 '],
      ['X-a', 'caf\u00e9'],
      ['x-B', ''],
    ] as const;
    const got = await talk(() => ({ kind: 'response', status: 599, headers }), ['GET / HTTP/1.1\r\n\r\n'], 'ok');
    expect(got).toBe('HTTP/1.1 599 X\r\nx-B:  1 \r\nX-a: caf\u00e9\r\nx-B: \r\nContent-Length: 2\r\n\r\nok');
  });

  it('takes any method token, bodies with a length and in chunks, in pieces, and responds in order', async () => {
    const seen: RawRequest[] = [];
    const handle: Handler = (request) => {
      seen.push(request);
      return Buffer.from(`<${request.target}>`);
    };
    const text =
      '*odd! /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc' +
      'PUT /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\nGET /3 HTTP/1.1\r\nA: b\r\n\r\n';
    expect(await talk(handle, [...text], '<3>'.replace('3', '/3'))).toBe('</1></2></3>');
    expect(seen.map(({ method, body }) => [method, body.toString()])).toEqual([
      ['*odd!', 'abc'],
      ['PUT', 'def'],
      ['GET', ''],
    ]);
  });

  it('drops a connection without a byte', async () => {
    expect(await talk(() => ({ kind: 'drop' }), ['GET / HTTP/1.1\r\n\r\n'])).toBe('');
  });

  it('sends no body with HEAD, 204 and 304, and ends after an interim status', async () => {
    const respondWith = (status: number) => () => ({ kind: 'response', status, headers: [] }) as const;
    expect(await talk(respondWith(204), ['GET / HTTP/1.1\r\n\r\n'], '\r\n\r\n')).toBe('HTTP/1.1 204 X\r\n\r\n');
    expect(await talk(respondWith(200), ['HEAD / HTTP/1.1\r\n\r\n'], '\r\n\r\n')).toContain('Content-Length: 0');
    expect(await talk(respondWith(103), ['GET / HTTP/1.1\r\n\r\n'])).toBe('HTTP/1.1 103 X\r\n\r\n');
  });

  it('closes on a request that has no end', async () => {
    expect(await talk(() => Buffer.from('never'), ['x'.repeat(1 << 20), 'yy'])).toBe('');
  });
});
