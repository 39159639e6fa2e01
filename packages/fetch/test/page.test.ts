import { PreflightCache } from '@corsmith/protocol';
import { CookieJar } from 'tough-cookie';
import { expect, test } from 'vitest';
import { BlockedError, createFetch, type FetchOptions } from '../src/index.js';
import { API, OPEN, PAGE } from './apps.js';

/** A page over an app that writes down what it gets. */
function page(options: Partial<FetchOptions>, respond: (request: Request) => Response) {
  const got: Request[] = [];
  const app = (request: Request) => {
    got.push(request);
    return respond(request);
  };
  return { got, fetch: createFetch({ origin: PAGE, app, ...options }) };
}

const open = () => new Response('ok', { headers: OPEN });
const shut = () => new Response('ok');

test.each([
  ['chromium', 'Failed to fetch', 'blocked by CORS policy'],
  ['firefox', 'NetworkError when attempting to fetch resource.', 'Cross-Origin Request Blocked'],
  ['webkit', 'Load failed', 'is not allowed by Access-Control-Allow-Origin'],
] as const)(
  '%s fails in its own words, and the cause holds the outcome and its messages',
  async (engine, words, line) => {
    const error: Error = await page({ engine }, shut)
      .fetch(API)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe(words);
    const cause = error.cause as BlockedError;
    expect(cause).toBeInstanceOf(BlockedError);
    expect(cause.message).toContain(line);
    expect(cause.messages.join('\n')).toBe(cause.message);
    expect(cause.outcome).toMatchObject({ engine, allowed: false, block: { stage: 'response' } });
  },
);

test('the standard prints nothing, so its cause says in plain words what happened', async () => {
  const error: Error = await page({ engine: 'standard' }, shut)
    .fetch(API)
    .catch((thrown) => thrown);
  expect((error.cause as Error).message).toContain('has no Access-Control-Allow-Origin');
});

test('console lines go to onMessage', async () => {
  const lines: string[] = [];
  await page({ onMessage: (line) => lines.push(line) }, shut)
    .fetch(API)
    .catch(() => {});
  expect(lines).toEqual([expect.stringContaining("No 'Access-Control-Allow-Origin' header")]);
});

test('a preflight is cached for as long as the clock says', async () => {
  let now = 0;
  const { fetch, got } = page(
    { cache: new PreflightCache({ now: () => now }) },
    () => new Response('', { headers: { ...OPEN, 'Access-Control-Max-Age': '60' } }),
  );
  const send = () => fetch(API, { method: 'PUT' });
  await send();
  await send();
  now = 61_000;
  await send();
  expect(got.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'PUT', 'OPTIONS', 'PUT']);
});

test('relative URLs start from the origin, same-origin; an opaque origin has none', async () => {
  const { fetch } = page({}, shut);
  expect(await fetch('/users?a=1')).toMatchObject({ type: 'basic', url: `${PAGE}/users?a=1` });
  expect(await fetch(new URL('users', PAGE))).toMatchObject({ url: `${PAGE}/users` });
  await expect(page({ origin: 'null' }, shut).fetch('/users')).rejects.toThrow(
    "Failed to execute 'fetch' on 'Window': Failed to parse URL from /users",
  );
});

test('a Request works like a URL, and init overrides it', async () => {
  const { fetch, got } = page({}, open);
  const request = new Request(API, { method: 'PUT', body: 'one', headers: { 'X-Api-Key': 'k' } });
  await fetch(request, { method: 'DELETE', body: 'two', headers: {} });
  await fetch(request);
  const seen = await Promise.all(
    got.map(async (one) => `${one.method} ${one.headers.get('x-api-key')} ${await one.text()}`),
  );
  expect(seen).toEqual(['OPTIONS null ', 'DELETE null two', 'PUT k one']);
  await expect(fetch(request)).rejects.toThrow('already been read');
});

test('bodies of every kind bring their type and their bytes', async () => {
  const form = new FormData();
  form.append('a', 'ä');
  const bodies: readonly (readonly [BodyInit, RegExp, string])[] = [
    ['text', /^text\/plain;charset=UTF-8$/, 'text'],
    [new URLSearchParams({ a: 'b c' }), /^application\/x-www-form-urlencoded;charset=UTF-8$/, 'a=b+c'],
    [new Blob(['blob'], { type: 'text/plain' }), /^text\/plain$/, 'blob'],
    [new TextEncoder().encode('bytes'), /^$/, 'bytes'],
    [form, /^multipart\/form-data; boundary=/, 'name="a"\r\n\r\nä\r\n'],
  ];
  for (const [body, type, text] of bodies) {
    const { fetch, got } = page({}, open);
    await fetch(API, { method: 'POST', body });
    expect(got).toHaveLength(1);
    expect(got[0]!.headers.get('content-type') ?? '').toMatch(type);
    expect(await got[0]!.text()).toContain(text);
  }
});

test('headers that a page may not set are left out, and those that it may not read', async () => {
  const headers = {
    ...OPEN,
    'X-Secret': 's',
    'X-Total': '7',
    'Set-Cookie': 'a=b',
    'Access-Control-Expose-Headers': 'X-Total, Set-Cookie',
  };
  const { fetch, got } = page({}, () => new Response(null, { headers }));
  const response = await fetch(API, { headers: { Cookie: 'a=b', Origin: 'https://evil.example', Host: 'x' } });
  expect([...response.headers]).toEqual([['x-total', '7']]);
  expect([...got[0]!.headers].sort()).toEqual([
    ['accept', '*/*'],
    ['origin', PAGE],
  ]);
});

test('responses that a page can see but not read', async () => {
  const opaque = await page({}, shut).fetch(API, { mode: 'no-cors' });
  expect(opaque).toMatchObject({ type: 'opaque', status: 0, ok: false, url: '', body: null });
  expect(opaque.clone()).toMatchObject({ type: 'opaque', status: 0 });
  const redirecting = () => new Response(null, { status: 302, headers: { ...OPEN, Location: '/next' } });
  const manual = await page({}, redirecting).fetch(API, { redirect: 'manual' });
  expect(manual).toMatchObject({ type: 'opaqueredirect', status: 0, url: `${API}/` });
});

test('a clone is of the same type, and has the same body', async () => {
  const response = await page({}, open).fetch(`${API}/users`);
  const clone = response.clone();
  expect(clone).toMatchObject({ type: 'cors', status: 200, url: `${API}/users` });
  expect([await response.text(), await clone.text()]).toEqual(['ok', 'ok']);
  for (const { headers } of [response, clone]) expect(() => headers.set('X-A', 'a')).toThrow('immutable');
});

test('statuses without a body, and data: URLs', async () => {
  const empty = () => new Response(null, { status: 204, headers: OPEN });
  const { fetch } = page({}, empty);
  const response = await fetch(API);
  // Browsers give an empty stream, where the standard has nothing.
  expect([response.status, await response.text(), response.body]).toEqual([204, '', expect.anything()]);
  expect(await page({ engine: 'standard' }, empty).fetch(API)).toMatchObject({ status: 204, body: null });
  const data = await fetch('data:TEXT/Plain;charset="x",hello');
  expect([await data.text(), data.headers.get('content-type'), data.type]).toEqual([
    'hello',
    'text/plain;charset=x',
    'basic',
  ]);
  await expect(fetch('data:;base64,e')).rejects.toThrow('Failed to fetch');
});

test.each(['standard', 'chromium', 'firefox', 'webkit'] as const)(
  '%s: HEAD has no body, whatever gave one',
  async (engine) => {
    const { fetch } = page({ engine }, open);
    for (const url of [API, PAGE, 'data:,hello'])
      for (const method of ['HEAD', 'head']) {
        const response = await fetch(url, { method });
        expect([response.ok, await response.text()]).toEqual([true, '']);
      }
  },
);

test('relative URLs start from the page', async () => {
  const at = (options: Partial<FetchOptions>) => page({ origin: undefined, ...options } as FetchOptions, open).fetch;
  const users = at({ url: `${PAGE}/admin/users.html?page=2#top` });
  for (const [url, wanted] of [
    ['list.json', `${PAGE}/admin/list.json`],
    ['?q=1', `${PAGE}/admin/users.html?q=1`],
    ['../x', `${PAGE}/x`],
    ['/x', `${PAGE}/x`],
    [`${API}/x`, `${API}/x`],
  ] as const)
    expect(await users(url)).toMatchObject({ url: wanted, type: wanted.startsWith(PAGE) ? 'basic' : 'cors' });
  // A sandboxed frame has a URL, and an origin that is not its.
  const framed = page(
    { origin: 'null', url: `${PAGE}/frame/` },
    () => new Response('', { headers: { 'Access-Control-Allow-Origin': 'null' } }),
  );
  expect(await framed.fetch('x')).toMatchObject({ url: `${PAGE}/frame/x`, type: 'cors' });
  expect(() => at({ url: '/relative' })).toThrow('must be the page');
  expect(() => at({ url: `${PAGE}/`, origin: API })).toThrow(`origin must be that of url, ${PAGE}, or null`);
  expect(() => createFetch({} as FetchOptions)).toThrow('origin');
});

test('cookies are sent with credentials, and stored even if the page may not read the response', async () => {
  const cookies = new CookieJar();
  const { fetch, got } = page(
    { cookies },
    ({ url }) => new Response('', { headers: url.endsWith('/login') ? { 'Set-Cookie': 'session=1; Path=/' } : OPEN }),
  );
  await fetch(`${API}/login`, { credentials: 'include' }).catch(() => {});
  await fetch(API, { credentials: 'include', headers: { 'X-Api-Key': 'k' } });
  await fetch(API);
  expect(got.map(({ method, headers }) => `${method} ${headers.get('cookie')}`)).toEqual([
    'GET null',
    'OPTIONS null',
    'GET session=1',
    'GET null',
  ]);
});

test('a signal that has aborted sends nothing', async () => {
  const { fetch, got } = page({}, open);
  await expect(fetch(API, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(got).toEqual([]);
});

test('what fetch refuses, it refuses in the words of the engine', async () => {
  const { fetch } = page({}, open);
  const webkit = page({ engine: 'webkit' }, open).fetch;
  const firefox = page({ engine: 'firefox' }, open).fetch;
  await expect(fetch(API, { method: 'TRACE' })).rejects.toThrow("'TRACE' HTTP method is unsupported.");
  await expect(fetch(API, { body: 'x' })).rejects.toThrow('Request with GET/HEAD method cannot have body.');
  await expect(fetch('http://u:p@localhost')).rejects.toThrow('URL that includes credentials');
  await expect(firefox(API, { headers: [['a b', 'c']] })).rejects.toThrow(
    'Window.fetch: a b is an invalid header name.',
  );
  await expect(webkit(API, { method: 'PUT', mode: 'no-cors' })).rejects.toThrow('Method must be GET, POST or HEAD');
  await expect(firefox(API, { method: '', cache: 'only-if-cached' })).rejects.toThrow(
    "request cache mode 'only-if-cached'",
  );
  const stream = { method: 'POST', body: new Blob(['x']).stream(), duplex: 'half' } as RequestInit;
  await expect(webkit(API, { ...stream, method: 'GET' })).rejects.toThrow(
    "Request has method 'GET' and cannot have a body",
  );
  await expect(webkit(API, stream)).rejects.toMatchObject({ name: 'NotSupportedError' });
});

test('an invalid origin or engine is an error at once', () => {
  expect(() => createFetch({ origin: PAGE, apps: { [`${API}/`]: open } })).toThrow('no trailing slash');
  expect(() => createFetch({ origin: PAGE, engine: 'safari' as 'webkit' })).toThrow(
    'engine must be one of standard, chromium',
  );
  expect(() => createFetch({ origin: `${PAGE}/` })).toThrow('no trailing slash');
  for (const nowhere of [undefined, null, {}, PAGE])
    expect(() => createFetch(nowhere as never)).toThrow("The page's origin is missing");
});
