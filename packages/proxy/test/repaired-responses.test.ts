import { expect, test } from 'vitest';
import { get, local, PAGE, proxyTo, type Received, serve } from './proxied.js';

test('an unhandled preflight, and the response after it; both are marked', async () => {
  const target = await serve(({ method }, outgoing) =>
    outgoing.writeHead(method === 'OPTIONS' ? 404 : 200, { 'x-powered-by': 'Express' }).end('x'),
  );
  const { port } = await proxyTo(local(target));
  const preflighted = {
    origin: PAGE,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type,x-api-key',
  };
  const preflight = await get(port, '/users', preflighted, 'OPTIONS');
  expect(preflight).toMatchObject({
    status: 204,
    body: '',
    headers: {
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'content-type,x-api-key',
      'corsmith-repaired': expect.stringContaining('status; access-control-allow-origin'),
      vary: 'Origin',
    },
  });
  const response = await get(port, '/users', { origin: PAGE }, 'PUT', '{}');
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': PAGE,
    'corsmith-repaired': 'access-control-allow-origin; access-control-allow-credentials; vary',
    'access-control-expose-headers': 'corsmith-repaired',
  });
});

test('what is right already is untouched', async () => {
  const target = await serve(({ url }, outgoing) => {
    if (url === '/any') outgoing.setHeader('Access-Control-Allow-Origin', '*');
    else outgoing.setHeader('access-control-allow-origin', PAGE).setHeader('Vary', 'Origin');
    outgoing.setHeader('Access-Control-Allow-Methods', 'PUT');
    outgoing.end();
  });
  const { port, changed } = await proxyTo(local(target));
  for (const path of ['/any', '/named']) {
    const direct = await get(target, path, { origin: PAGE });
    const preflighted = { origin: PAGE, 'access-control-request-method': 'PUT' };
    const lines = ({ lines }: Received) => lines.filter(([name]) => name !== 'Date' && name !== 'Connection');
    expect(lines(await get(port, path, { origin: PAGE }))).toEqual(lines(direct));
    expect((await get(port, path, preflighted, 'OPTIONS')).headers).not.toHaveProperty('corsmith-repaired');
  }
  expect(changed).toEqual([[], [], [], []]);
});

test('* is wrong once a page has shown that it sends cookies', async () => {
  const target = await serve((_, outgoing) => outgoing.setHeader('Access-Control-Allow-Origin', '*').end());
  const { port } = await proxyTo(local(target));
  const { headers } = await get(port, '/', { origin: PAGE, cookie: 'sid=1' });
  expect(headers).toMatchObject({ 'access-control-allow-origin': PAGE, 'access-control-allow-credentials': 'true' });
  const preflighted = {
    origin: PAGE,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'x-id',
  };
  expect((await get(port, '/', preflighted, 'OPTIONS')).headers['access-control-allow-origin']).toBe(PAGE);
});

test('only for pages that read the response: a form, an image and a navigation get it as it is', async () => {
  const target = await serve((_, outgoing) => outgoing.end());
  const { port } = await proxyTo(local(target));
  for (const mode of ['navigate', 'no-cors'])
    expect((await get(port, '/', { origin: PAGE, 'sec-fetch-mode': mode }, 'POST')).headers).not.toHaveProperty(
      'corsmith-repaired',
    );
});
