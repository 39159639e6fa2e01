import { once } from 'node:events';
import type { Server } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';
import { get, local, PAGE, proxyTo, serve } from './proxied.js';

test('connections to the target are reused; one that it closes loses nothing that can be sent again', async () => {
  const used = new Set<unknown>();
  const target = await serve(({ socket, url, method }, outgoing) => {
    if (url === '/once' && used.has(socket)) socket.destroy();
    else outgoing.end(`${method} ${used.has(socket) ? 'again' : 'first'}`);
    used.add(socket);
  });
  const { port } = await proxyTo(local(target));
  const bodies = async (path: string, method: string, body?: string) => (await get(port, path, {}, method, body)).body;
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
  onTestFinished(() => void target.close());
  const { port: to } = target.address() as AddressInfo;
  const { port, reports } = await proxyTo(`https://127.0.0.1:${to}`, { certificates: 'any' });
  expect((await get(port, '/')).status).toBe(502);
  expect(reports.join()).toContain('speaks HTTP/2 only');
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
  const { port } = await proxyTo(`https://localhost:${target}`, { certificates: 'any' });
  expect(await get(port, '/')).toMatchObject({ status: 200, body: 'ok' });
});
