import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageRequest } from '@corsmith/protocol';
import { afterEach, expect, test } from 'vitest';
import { type DiagnoseOptions, type Diagnosis, diagnose } from '../src/index.js';

const ORIGIN = 'https://app.example.com';
type Answer = readonly [status: number, headers: readonly (readonly [string, string])[], body?: string];
type Script = (request: IncomingMessage) => Answer;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers as the script says, duplicate lines included. */
async function serve(script: Script): Promise<string> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const [status, headers, body = ''] = script(request);
    response.writeHead(status, headers.flat());
    response.end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function check(script: Script, page: Partial<PageRequest> = {}, options: DiagnoseOptions = {}) {
  return diagnose({ origin: ORIGIN, url: `${await serve(script)}/users`, ...page }, options);
}

const ids = ({ causes }: Diagnosis) => causes.map(({ id }) => id);
const allow = (value: string) => ['Access-Control-Allow-Origin', value] as const;
const put: Partial<PageRequest> = { method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' };

/** One wrong thing each, and the cause that names it. */
const simple: readonly (readonly [id: string, page: Partial<PageRequest>, script: Script])[] = [
  ['no-allow-origin', {}, () => [200, []]],
  ['origin-mismatch', {}, () => [200, [allow(`${ORIGIN}/`)]]],
  ['origin-mismatch', {}, () => [200, [allow('http://app.example.com')]]],
  ['invalid-allow-origin', {}, () => [200, [allow('https://*.example.com')]]],
  ['invalid-allow-origin', {}, () => [200, [allow('true')]]],
  ['duplicate-allow-origin', {}, () => [200, [allow(ORIGIN), allow(ORIGIN)]]],
  ['multiple-origins-in-header', {}, () => [200, [allow(`${ORIGIN}, https://b.example`)]]],
  ['wildcard-with-credentials', { credentials: 'include' }, () => [200, [allow('*')]]],
  ['credentials-not-allowed', { credentials: 'include' }, () => [200, [allow(ORIGIN)]]],
  ['preflight-not-handled', put, ({ method }) => (method === 'OPTIONS' ? [404, []] : [200, [allow(ORIGIN)]])],
  ['preflight-not-handled', put, ({ method }) => (method === 'OPTIONS' ? [200, []] : [200, [allow(ORIGIN)]])],
  ['preflight-needs-auth', put, ({ method }) => (method === 'OPTIONS' ? [401, [allow(ORIGIN)]] : [200, []])],
  ['preflight-redirected', put, () => [308, [['Location', '/users/']]]],
  ['method-not-allowed', put, () => [204, [allow(ORIGIN), ['Access-Control-Allow-Headers', 'content-type']]]],
  ['header-not-allowed', put, () => [204, [allow(ORIGIN), ['Access-Control-Allow-Methods', 'PUT']]]],
  ['malformed-allow-list', put, () => [204, [allow(ORIGIN), ['Access-Control-Allow-Methods', '"PUT"']]]],
];

test.each(simple)('%s is the first cause (%#)', async (id, page, script) => {
  const diagnosis = await check(script, page);
  expect(ids(diagnosis)[0]).toBe(id);
  expect(diagnosis.verdict.chromium.allowed).toBe(false);
});

test('a request that every engine allows has no cause', async () => {
  const diagnosis = await check(() => [200, [allow(ORIGIN)]]);
  expect(diagnosis.causes).toEqual([]);
  expect(diagnosis.verdict).toMatchObject({
    chromium: { allowed: true },
    firefox: { allowed: true },
    webkit: { allowed: true },
  });
});

test('several causes come in the order in which the browser meets them, each missing name at once', async () => {
  const diagnosis = await check(({ method }) => (method === 'OPTIONS' ? [405, []] : [200, [allow(`${ORIGIN}/`)]]), {
    ...put,
    credentials: 'include',
    headers: [...(put.headers ?? []), ['X-Api-Key', 'k']],
  });
  expect(ids(diagnosis)).toEqual(['preflight-not-handled', 'origin-mismatch']);
  const both = await check(() => [204, [allow(ORIGIN)]], {
    ...put,
    headers: [...(put.headers ?? []), ['X-Api-Key', 'k']],
  });
  expect(ids(both)).toEqual(['method-not-allowed', 'header-not-allowed']);
  expect(both.causes[1]?.explanation).toContain('content-type, x-api-key');
});

test('nothing that may change the server is sent unless it is asked for', async () => {
  const seen: string[] = [];
  const script: Script = ({ method }) => {
    seen.push(method ?? '');
    return [
      204,
      [allow(ORIGIN), ['Access-Control-Allow-Methods', 'PUT'], ['Access-Control-Allow-Headers', 'content-type']],
    ];
  };
  const held = await check(script, put);
  expect(seen).toEqual(['OPTIONS']);
  expect(held.heldBack).toEqual({ method: 'PUT' });
  await check(script, put, { send: true });
  expect(seen).toEqual(['OPTIONS', 'OPTIONS', 'PUT']);
});

test('a header that the front takes away, and the server behind it sends, is the proxy’s doing', async () => {
  const behind = await serve(() => [200, [allow(ORIGIN)]]);
  const { hostname: host, port } = new URL(behind);
  const diagnosis = await check(() => [200, []], {}, { direct: [{ host, port: Number(port) }] });
  expect(ids(diagnosis)[0]).toBe('stripped-by-proxy');
  expect(diagnosis.exchanges.map(({ layer }) => layer)).toEqual(['front', `${host}:${port}`]);
});

test('the fix names the stack that answered and only the values of this request', async () => {
  const diagnosis = await check(() => [200, [['X-Powered-By', 'Express']]], { credentials: 'include' });
  expect(diagnosis.causes[0]?.fix?.files[0]?.code).toContain(
    `app.use(cors({ origin: ['${ORIGIN}'], credentials: true }));`,
  );
});

test('a server that does not answer is no matter of CORS', async () => {
  const url = await serve(() => [200, []]);
  await new Promise((closed) => servers.pop()?.close(closed));
  const diagnosis = await diagnose({ origin: ORIGIN, url });
  expect(ids(diagnosis)).toEqual(['connection-refused']);
});
