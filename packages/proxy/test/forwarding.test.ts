import type { IncomingMessage } from 'node:http';
import { pairsOf } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { get, local, PAGE, proxyTo, raw, serve } from './proxied.js';

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
  expect(kept.reports).toContain('refused: sid, __Secure-b');
  const { port, reports } = await proxyTo(local(target), { cookies: 'rewritten' });
  expect((await get(port, '/')).headers['set-cookie']).toEqual([
    'sid=1; Path=/; HttpOnly',
    'secure=domain; SameSite=Strict',
    '__Host-a=1; Path=/; Secure; SameSite=None',
    '__Secure-b=2; Secure; Partitioned',
    'c=3; Secure; SameSite=None; Partitioned',
  ]);
  expect(reports).toContain('secure: __Host-a, __Secure-b, c');
});
