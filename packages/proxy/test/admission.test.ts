import { expect, onTestFinished, test } from 'vitest';
import { get, local, PAGE, proxyTo, raw, serve } from './proxied.js';

test('pages of the origins, programs, and the proxy’s own pages; nobody else', async () => {
  const sent: string[] = [];
  const target = await serve((incoming, outgoing) => {
    sent.push(incoming.url ?? '');
    outgoing.end();
  });
  const { port } = await proxyTo(local(target), { origins: ['https://app.example.com'] });
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
  for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `localhost.:${port}`]) {
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
  onTestFinished(() => void process.off('unhandledRejection', note).off('uncaughtException', note));
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
