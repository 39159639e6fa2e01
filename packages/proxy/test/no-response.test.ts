import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { get, local, PAGE, proxyTo, raw, serve } from './proxied.js';

test('a target that sends no response is 502 or 504, which the page can read', async () => {
  const silent = await serve(() => {});
  const { port } = await proxyTo(local(silent), { timeoutMs: 50 });
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

test('a malformed response is 502, which the page can read', async () => {
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

test('a response breaks off where the target breaks it off', async () => {
  const target = await serve((_, outgoing) => {
    outgoing.writeHead(200, { 'content-length': 1000 });
    outgoing.write('begun', () => outgoing.destroy());
  });
  const { port } = await proxyTo(local(target));
  await expect(get(port, '/')).rejects.toThrow('aborted');
});
