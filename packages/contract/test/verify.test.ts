import { afterEach, expect, test } from 'vitest';
import { explainFailures, type VerifyOptions } from '../src/index.js';
import { broken, closeServers, listen, POLICY, policed, run, unverified } from './policed-servers.js';

afterEach(closeServers);

test('a server with the policy holds the contract; requests that may change data are not sent and not verified', async () => {
  const { url, seen } = await policed(POLICY);
  const results = await run([
    {
      url: `${url}/users`,
      methods: ['GET', 'POST', 'PUT'],
      headers: { 'Content-Type': 'application/json' },
      exposes: ['X-Total'],
      body: '{}',
      errorPaths: ['/none'],
    },
  ]);
  expect(broken(results)).toEqual([]);
  // Three allowed origins and two that are denied, three methods each, and an error path for each of the three.
  expect(results).toHaveLength(5 * 3 + 3);
  expect(new Set(seen.map((line) => line.split(' ')[0]))).toEqual(new Set(['OPTIONS', 'GET']));
  expect(unverified(results).map(({ expectation: { expected, request } }) => [expected, request.method])).toEqual(
    Array(3)
      .fill([
        ['allowed', 'POST'],
        ['allowed', 'PUT'],
      ])
      .flat(),
  );
  expect(unverified(results)[0]?.verdict).toEqual({
    kind: 'not-verified',
    message:
      'The preflight is allowed. POST was not sent, because it may change data. Whether the response allows the page and whether the page can read X-Total is not known. Set send: true at this endpoint to send it.',
  });
});

test('a strict run counts what it could not verify as broken', async () => {
  const { url } = await policed(POLICY);
  const results = await run([{ url: `${url}/users`, methods: ['GET', 'PUT'] }], { strict: true, retries: 1 }, []);
  expect(broken(results).map(([, reason]) => reason)).toEqual(Array(3).fill('not-verified'));
  expect((await explainFailures(results)).every(({ diagnosis }) => diagnosis === undefined)).toBe(true);
});

test('with `send` the request itself is sent, once for all engines, retries and explanations, only to the host of the URL', async () => {
  const front = await policed({ ...POLICY, origins: ['https://other.example.com'] });
  const upstream = await policed(POLICY);
  // Needs no preflight, so it is sent although it is blocked.
  const endpoint = { url: `${front.url}/users`, methods: ['POST'], send: true, direct: [upstream.url] };
  const results = await run([endpoint], { retries: 2 }, []);
  expect(broken(results)).toHaveLength(3);
  expect(unverified(results).map(({ expectation }) => expectation.server !== undefined)).toEqual([true, true, true]);
  const [failure] = await explainFailures(results);
  expect(failure?.diagnosis?.causes).not.toEqual([]);
  expect(front.seen.filter((line) => line.startsWith('POST'))).toEqual(Array(3).fill('POST /users'));
  expect(upstream.seen.filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('each kind of failure has its reason and its engines', async () => {
  const strict = await policed({ ...POLICY, methods: [], responseHeaders: [] });
  const open = await listen((request, response) => {
    const origin = request.headers.origin ?? '*';
    response
      .setHeader('Access-Control-Allow-Origin', origin)
      .setHeader('Access-Control-Allow-Credentials', 'true')
      .end();
  });
  const results = await run(
    [
      { name: 'strict', url: `${strict.url}/users`, methods: ['GET', 'PUT'], exposes: ['X-Total', 'Content-Type'] },
      { name: 'open', url: `${open.url}/users`, errorPaths: ['/none'] },
      { name: 'gone', url: 'http://127.0.0.1:2/' },
    ],
    { selects: ({ request }) => !request.origin.endsWith('.example.org') },
  );
  expect(broken(results)).toEqual([
    ['GET strict from https://app.example.com, with credentials', 'not-exposed'],
    ['PUT strict from https://app.example.com, with credentials', 'blocked'],
    ['GET error /none from https://app.example.com, with credentials', 'no-error'],
    ['GET open from null, with credentials, is denied', 'not-denied'],
    ['GET open from https://stranger.example, with credentials, is denied', 'not-denied'],
    ['GET gone from https://app.example.com, with credentials', 'unreachable'],
    ['GET gone from null, with credentials, is denied', 'unreachable'],
    ['GET gone from https://stranger.example, with credentials, is denied', 'unreachable'],
  ]);
  expect(results.find(({ verdict }) => verdict.kind === 'broken')?.verdict).toMatchObject({
    engines: ['chromium', 'firefox', 'webkit'],
    message: expect.stringContaining('X-Total'),
  });
});

test('an engine that differs is named alone', async () => {
  // With credentials, `*` is a literal method name.
  const { url } = await listen((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', 'https://app.example.com');
    response
      .setHeader('Access-Control-Allow-Credentials', 'true')
      .setHeader('Access-Control-Allow-Methods', 'put')
      .end();
  });
  const endpoints = [{ url, methods: ['PUT'] }];
  const judged = await Promise.all(
    (['chromium', 'firefox', 'webkit', 'standard'] as const).map(async (engine) => {
      const [result] = await run(endpoints, { engines: [engine] }, []);
      return [engine, result?.verdict.kind === 'holds'] as const;
    }),
  );
  const [all] = await run(endpoints, { engines: judged.map(([engine]) => engine) }, []);
  const blocking = judged.filter(([, holds]) => !holds).map(([engine]) => engine);
  expect(all?.verdict).toMatchObject(blocking.length === 0 ? { kind: 'holds' } : { kind: 'broken', engines: blocking });
});

test('a failure is retried, and the result has the number of attempts', async () => {
  let requests = 0;
  const { url } = await listen((request, response) => {
    if (requests++ > 0) response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '');
    response.setHeader('Access-Control-Allow-Credentials', 'true').end();
  });
  const selects: VerifyOptions['selects'] = ({ request }) => request.origin === 'https://app.example.com';
  const [once] = await run([{ url }], { selects }, []);
  expect(once).toMatchObject({ verdict: { kind: 'broken' }, attempts: 1 });
  requests = 0;
  const [again] = await run([{ url }], { selects, retries: 2 }, []);
  expect(again).toMatchObject({ verdict: { kind: 'holds' }, attempts: 2 });
});

test('an origin server behind the proxy has to respond alike', async () => {
  const front = await policed(POLICY);
  const upstream = await policed({ ...POLICY, origins: ['https://other.example.com'] });
  const results = await run([{ url: `${front.url}/users`, direct: [upstream.url] }], {}, []);
  const port = new URL(upstream.url).port;
  expect(broken(results).map(([title]) => title)).toEqual([
    `GET /users from https://app.example.com, with credentials, at 127.0.0.1:${port}`,
    `GET /users from https://corsmith.example.org, with credentials, at 127.0.0.1:${port}`,
    `GET /users from https://a.corsmith.example.org, with credentials, at 127.0.0.1:${port}`,
  ]);
  expect(results.map(({ expectation }) => expectation.server?.port ?? 0)).toEqual([
    0,
    Number(port),
    0,
    Number(port),
    0,
    Number(port),
  ]);
});
