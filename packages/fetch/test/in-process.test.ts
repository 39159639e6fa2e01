import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { createFetch } from '../src/index.js';
import { API, APPS, OPEN, PAGE } from './apps.js';

const put = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"name":"Ada"}' };

test.each(APPS)('%s responds in this process, to preflights too', async (_, make) => {
  const fetch = createFetch({ origin: PAGE, app: make() });
  const response = await fetch(`${API}/users`, put);
  expect(await response.json()).toEqual({ name: 'Ada', scheme: 'https' });
  expect(response).toMatchObject({ type: 'cors', status: 200, ok: true, url: `${API}/users`, redirected: false });
});

test.each(APPS)('%s denies another origin', async (_, make) => {
  const fetch = createFetch({ origin: 'https://evil.example', app: make() });
  await expect(fetch(`${API}/users`, put)).rejects.toThrow('Failed to fetch');
});

test('a method is sent unchanged, and node:http does not support patch', async () => {
  const app = createServer((_, response) =>
    response.writeHead(200, { ...OPEN, 'Access-Control-Allow-Methods': '*' }).end(),
  );
  const fetch = createFetch({ origin: API, app });
  expect((await fetch(`${API}/users`, { method: 'PATCH' })).status).toBe(200);
  expect((await fetch(`${API}/users`, { method: 'patch' })).status).toBe(400);
});

test('apps by origin, with a redirect from one to another', async () => {
  const auth = () => new Response(null, { status: 307, headers: { ...OPEN, Location: 'https://static.example/file' } });
  const files = () => new Response('file', { headers: { 'Access-Control-Allow-Origin': '*' } });
  const fetch = createFetch({ origin: PAGE, apps: { [API]: auth, 'https://static.example': files } });
  const response = await fetch(`${API}/file`);
  expect(response).toMatchObject({ redirected: true, url: 'https://static.example/file' });
  expect(await response.text()).toBe('file');
});

test('bodies arrive as sent, and decoded', async () => {
  const streaming = createServer((_, response) => {
    response.writeHead(200, OPEN);
    response.write('one ');
    setImmediate(() => response.end('two'));
  });
  expect(await (await createFetch({ origin: PAGE, app: streaming })(API)).text()).toBe('one two');
  const zipped = () => new Response(gzipSync('text'), { headers: { ...OPEN, 'Content-Encoding': 'gzip' } });
  expect(await (await createFetch({ origin: PAGE, app: zipped })(API)).text()).toBe('text');
});

test('a body that the page may not read is not awaited', async () => {
  const closed: string[] = [];
  const endless = createServer((request, response) => {
    response.writeHead(200).write('data: 1\n\n');
    response.on('close', () => closed.push(request.method ?? ''));
  });
  const fetch = createFetch({ origin: PAGE, app: endless });
  await expect(fetch(API)).rejects.toThrow('Failed to fetch');
  await expect(fetch(API, { method: 'PUT' })).rejects.toThrow('Failed to fetch');
  await vi.waitFor(() => expect(closed).toEqual(['GET', 'OPTIONS']));
});

test('a stream is sent as a body over https, and over http it fails as in Chrome', async () => {
  const echo = async (request: Request) => new Response(await request.text(), { headers: OPEN });
  const init = () => ({ method: 'POST', body: new Blob(['streamed']).stream(), duplex: 'half' }) as RequestInit;
  const fetch = createFetch({ origin: PAGE, app: echo });
  expect(await (await fetch(API, init())).text()).toBe('streamed');
  await expect(fetch('http://localhost/', init())).rejects.toThrow('Failed to fetch');
  const listener = createServer((request, response) => request.pipe(response.writeHead(200, OPEN)));
  expect(await (await createFetch({ origin: PAGE, app: listener })(API, init())).text()).toBe('streamed');
});

test('an app that throws is a network failure, whose error is the innermost cause', async () => {
  const app = () => {
    throw new Error('no database');
  };
  const error: Error = await createFetch({ origin: PAGE, app })(API).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ message: 'Failed to fetch', cause: { cause: { message: 'no database' } } });
});

test('what node:http does not send is a network failure', async () => {
  const app = createServer((_, response) => response.writeHead(200, OPEN).end());
  const error: Error = await createFetch({ origin: API, app })(API, { headers: { 'X-A': 'a\x01b' } }).catch((e) => e);
  expect(error).toMatchObject({ message: 'Failed to fetch', cause: { cause: { code: 'ERR_INVALID_CHAR' } } });
});

test('a server that hangs up is a network failure', async () => {
  const app = createServer((request) => request.socket.destroy());
  const error: Error = await createFetch({ origin: PAGE, app })(API).catch((thrown) => thrown);
  expect(error).toMatchObject({ message: 'Failed to fetch', cause: { cause: { code: 'ECONNRESET' } } });
  const midway = createServer((_, response) => {
    response.writeHead(200, OPEN).write('half');
    setImmediate(() => response.destroy());
  });
  const response = await createFetch({ origin: PAGE, app: midway })(API);
  await expect(response.text()).rejects.toThrow();
});

test.each([
  ['a handler', () => new Promise<Response>(() => {})],
  ['a server', createServer(() => {})],
])('a signal aborts %s that does not respond, with its reason', async (_, app) => {
  const abort = new AbortController();
  const response = createFetch({ origin: PAGE, app })(API, { signal: abort.signal });
  setImmediate(() => abort.abort(new Error('enough')));
  await expect(response).rejects.toThrow('enough');
});
