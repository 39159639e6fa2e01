import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createFetch } from '../src/index.js';
import { API, OPEN, PAGE } from './apps.js';

/** The URL of a server on a free port, until the test is over. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let fetch: typeof globalThis.fetch;
beforeEach(() => {
  fetch = createFetch({ origin: PAGE });
});
const put = { method: 'PUT', headers: { 'X-Api-Key': 'k', 'If-None-Match': '"a"' }, body: 'text' };

describe('over sockets', () => {
  test('the headers sent are the engine’s, and what HTTP needs', async () => {
    const got: string[][] = [];
    const url = await serve((request, response) => {
      got.push([request.method ?? '', ...request.rawHeaders]);
      response.writeHead(200, { ...OPEN, 'Access-Control-Allow-Headers': 'x-api-key, if-none-match' }).end('{}');
    });
    await fetch(`${url}/users`, put);
    const lines = got.map(([method, ...flat]) => ({ method, headers: Object.fromEntries(inPairs(flat)) }));
    expect(lines[0]).toMatchObject({
      method: 'OPTIONS',
      headers: {
        Origin: PAGE,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'if-none-match,x-api-key',
      },
    });
    expect(lines[1]).toMatchObject({
      method: 'PUT',
      headers: { Origin: PAGE, 'X-Api-Key': 'k', 'If-None-Match': '"a"' },
    });
    // Of Node's fetch alone, which takes a conditional request for one without a cache.
    expect(Object.keys(lines[1]!.headers).map((name) => name.toLowerCase())).not.toContain('pragma');
    expect(Object.keys(lines[1]!.headers).map((name) => name.toLowerCase())).not.toContain('sec-fetch-mode');
  });

  test('header lines are judged one by one, as received', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, ['Access-Control-Allow-Origin', PAGE, 'Access-Control-Allow-Origin', PAGE]).end();
    });
    const firefox = createFetch({ origin: PAGE, engine: 'firefox' });
    const error: Error = await firefox(url).catch((thrown) => thrown);
    expect((error.cause as Error).message).toContain('Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed');
  });

  test('a response that Node treats as a failure is judged as browsers do', async () => {
    const url = await serve((_, response) => void response.writeHead(407, OPEN).end('a proxy?'));
    const seen = await createFetch({ origin: PAGE, engine: 'firefox' })(url);
    expect([seen.status, await seen.text()]).toEqual([407, 'a proxy?']);
    await expect(fetch(url)).rejects.toThrow('Failed to fetch');
  });

  test('a refused connection is the innermost cause', async () => {
    const error: Error = await fetch('http://127.0.0.1:2/').catch((thrown) => thrown);
    expect(error.message).toBe('Failed to fetch');
    expect((error.cause as Error).message).toContain('No usable response');
    expect((error.cause as Error).cause).toBeInstanceOf(Error);
  });

  test('a response that Node refuses and browsers accept is reported', async () => {
    const server = net
      .createServer((socket) => void socket.end(`HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nX: \x0b\n\n`))
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error: Error = await fetch(url).catch((thrown) => thrown);
    expect((error.cause as Error).message).toMatch(
      /Node’s HTTP parser refused the response \(HPE_\w+: .+\)\. Browsers/,
    );
  });

  test('a signal aborts a request, and a body in progress', async () => {
    const url = await serve((_, response) => void response.writeHead(200, OPEN).write('begun'));
    const abort = new AbortController();
    const response = await fetch(url, { signal: abort.signal });
    const text = response.text();
    abort.abort();
    await expect(text).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('under msw', () => {
  const server = setupServer(
    http.options(`${API}/users`, () => new HttpResponse(null, { status: 204, headers: OPEN })),
    http.put(`${API}/users`, async ({ request }) =>
      HttpResponse.json({ got: await request.text(), origin: request.headers.get('origin') }, { headers: OPEN }),
    ),
    http.get(`${API}/shut`, () => HttpResponse.json({})),
    http.get(
      `${API}/moved`,
      () => new HttpResponse(null, { status: 302, headers: { ...OPEN, Location: `${API}/shut` } }),
    ),
  );
  afterEach(() => server.close());
  const listen = () => server.listen({ onUnhandledRequest: 'error' });
  const json = { method: 'PUT', headers: { 'X-Api-Key': 'k' }, body: 'text' };

  test('its handlers respond, to preflights too', async () => {
    listen();
    const response = await fetch(`${API}/users`, json);
    expect(await response.json()).toEqual({ got: 'text', origin: PAGE });
    expect(response.type).toBe('cors');
  });

  test('their responses are judged, after redirects too', async () => {
    listen();
    await expect(fetch(`${API}/shut`)).rejects.toThrow('Failed to fetch');
    await expect(fetch(`${API}/moved`)).rejects.toThrow('Failed to fetch');
  });

  test('unhandled requests go to a real server', async () => {
    const url = await serve((_, response) => response.writeHead(200, OPEN).end('real'));
    server.listen({ onUnhandledRequest: 'bypass' });
    expect(await (await fetch(url)).text()).toBe('real');
  });

  test('it does not see an app in this process', async () => {
    listen();
    const app = createServer((_, response) => response.writeHead(200, OPEN).end('app'));
    expect(await (await createFetch({ origin: PAGE, app })(`${API}/shut`)).text()).toBe('app');
  });
});

describe('under MockAgent', () => {
  const before = getGlobalDispatcher();
  afterEach(() => setGlobalDispatcher(before));

  test('its interceptors respond, to preflights too, and see method, headers and body', async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    setGlobalDispatcher(agent);
    const pool = agent.get(API);
    pool.intercept({ path: '/users', method: 'OPTIONS' }).reply(204, '', { headers: OPEN });
    pool
      .intercept({ path: '/users', method: 'PUT', body: 'text', headers: { 'x-api-key': 'k' } })
      .reply(200, 'mocked', { headers: OPEN });
    pool.intercept({ path: '/shut', method: 'GET' }).reply(200, 'mocked');
    const response = await fetch(`${API}/users`, { method: 'PUT', headers: { 'X-Api-Key': 'k' }, body: 'text' });
    expect(await response.text()).toBe('mocked');
    await expect(fetch(`${API}/shut`)).rejects.toThrow('Failed to fetch');
    agent.assertNoPendingInterceptors();
  });
});

describe('as the global fetch', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('the page gets it, and what is behind the page does not', async () => {
    const url = await serve((_, response) => response.end('no CORS here'));
    const app = async () => new Response(await (await globalThis.fetch(url)).text(), { headers: OPEN });
    vi.stubGlobal('fetch', createFetch({ origin: PAGE, apps: { [API]: app } }));
    expect(await (await globalThis.fetch(API)).text()).toBe('no CORS here');
    await expect(globalThis.fetch(url)).rejects.toThrow('Failed to fetch');
  });

  test('a mock that takes its place passes on to it, and it to the network', async () => {
    const url = await serve((_, response) => response.writeHead(200, OPEN).end('real'));
    vi.stubGlobal('fetch', createFetch({ origin: PAGE }));
    const server = setupServer();
    server.listen({ onUnhandledRequest: 'bypass' });
    onTestFinished(() => server.close());
    expect(await (await globalThis.fetch(url)).text()).toBe('real');
  });
});

const inPairs = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);
