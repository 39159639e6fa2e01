import '../src/vitest.js';
import { AssertionError } from 'node:assert';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { expect as expectInNode } from '../src/node.js';
import { API, APPS, OPEN, PAGE } from './apps.js';

const users = {
  origin: PAGE,
  url: '/users',
  method: 'DELETE',
  headers: ['X-Api-Key'],
  credentials: 'include',
} as const;

/** Allows the page PUT and DELETE with its headers. */
const app = () => new Response(null, { headers: OPEN });
const handlerOf = (headers: Record<string, string>) => () => new Response('', { headers });

const failureOf = async (run: Promise<void>): Promise<string> =>
  run.then(
    () => 'passed',
    ({ message }) => message,
  );

test.each(APPS)('%s allows the page, and denies another', async (_, make) => {
  const app = make();
  const put = { ...users, method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"name":"Ada"}' };
  await expect(app).toAllow(put);
  await expect(app).not.toDeny(put);
  await expect(app).toDeny({ ...put, origin: 'https://evil.example' });
  await expect(app).not.toAllow({ ...put, method: 'PATCH' });
});

test('a failure shows each console, the cause in plain words, and what was sent', async () => {
  const shown = await failureOf(expect(app).toAllow({ ...users, method: 'PATCH' }));
  expect(shown).toMatchInlineSnapshot(`
    "expected PATCH https://api.test/users from https://app.example.com with credentials, X-Api-Key to be allowed

      Chrome   Access to fetch at 'https://api.test/users' from origin 'https://app.example.com' has been blocked by CORS policy: Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.
      Firefox  Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.test/users. (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).
               Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.test/users. (Reason: CORS request did not succeed). Status code: (null).
      Safari   Method PATCH is not allowed by Access-Control-Allow-Methods.
               Fetch API cannot load https://api.test/users due to access control checks.

      Cause    The preflight response does not allow the method PATCH: it is not in Access-Control-Allow-Methods.

      Sent     OPTIONS https://api.test/users → 200
               access-control-allow-credentials: true
               access-control-allow-headers: content-type, x-api-key
               access-control-allow-methods: PUT, DELETE
               access-control-allow-origin: https://app.example.com"
  `);
});

test('if an origin is allowed that should be denied, it shows the response', async () => {
  const shown = await failureOf(
    expect(handlerOf({ 'Access-Control-Allow-Origin': '*' })).toDeny({ origin: 'https://evil.example' }),
  );
  expect(shown).toMatchInlineSnapshot(`
    "expected GET https://api.test/ from https://evil.example to be denied

      Chrome   allows the page to read the response
      Firefox  allows the page to read the response
      Safari   allows the page to read the response

      Sent     GET https://api.test/ → 200
               access-control-allow-origin: *"
  `);
});

test('engines run one by one, and equal requests are sent once', async () => {
  const got: string[] = [];
  const counting = ({ method }: Request) => {
    got.push(method);
    return new Response(null, { headers: OPEN });
  };
  await expect(counting).toAllow(users);
  expect(got).toEqual(['OPTIONS', 'DELETE']);
  const hint = { origin: PAGE, headers: { DPR: '2' } };
  const simple = handlerOf({ 'Access-Control-Allow-Origin': '*' });
  await expect(simple).toAllow({ ...hint, engines: ['chromium'] });
  await expect(simple).toDeny({ ...hint, engines: ['firefox', 'webkit'] });
});

test('a missing response is neither', async () => {
  const broken = () => {
    throw new Error('no database');
  };
  const shown = await failureOf(expect(broken).toDeny({ origin: PAGE }));
  expect(shown).toContain('No usable response');
  expect(shown).toContain('→ no response: no database');
  expect(await failureOf(expect(broken).not.toDeny({ origin: PAGE }))).toBe(shown);
  expect(await failureOf(expect(broken).toAllow({ origin: PAGE }))).toContain('no database');
});

test('the subject can be the URL of a real server', async () => {
  const server = createServer((_, response) => response.writeHead(200, OPEN).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(url).toAllow(users);
  await expect(new URL(url)).toDeny({ ...users, origin: 'https://evil.example' });
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  expect(await failureOf(expect(url).toDeny(users))).toContain('ECONNREFUSED');
});

test('a response does not control the terminal', async () => {
  const shown = await failureOf(
    expect(handlerOf({ 'Access-Control-Allow-Origin': '\x1b[2J' })).toAllow({ origin: PAGE }),
  );
  expect(shown).not.toContain('\x1b');
});

test('an invalid expectation is an error', async () => {
  await expect(expect(app).toAllow({ origin: `${PAGE}/` })).rejects.toThrow('no trailing slash');
  await expect(expect(app).toAllow({ origin: PAGE, method: 'P T' })).rejects.toThrow('not a valid HTTP method');
  await expect(expect(app).toAllow({ origin: PAGE, url: 'http://[' })).rejects.toThrow('is not a valid URL');
});

test('for node:test, the same with an expect of its own', async () => {
  await expectInNode(app).toAllow(users);
  await expectInNode(app).toDeny({ ...users, origin: 'https://evil.example' });
  await expect(expectInNode(app).toDeny(users)).rejects.toBeInstanceOf(AssertionError);
  await expect(expectInNode(app).toAllow({ ...users, method: 'PATCH' })).rejects.toThrow('PATCH is not allowed');
});

test('a whole URL says where an app stands', async () => {
  await expect(app).toAllow({ ...users, url: `${API}/users` });
});
