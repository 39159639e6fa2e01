import type { ServerResponse } from 'node:http';
import { createPolicy, respond } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Result, VerifyOptions } from '../src/index.js';
import { broken, closeServers, listen, POLICY, policed, run } from './policed-servers.js';

afterEach(closeServers);

test('equal requests are sent once: a GET and a PUT of a page take two exchanges', async () => {
  const { url, seen } = await policed(POLICY);
  await run([{ url: `${url}/users`, methods: ['GET', 'PUT'] }], {}, []);
  expect(seen.sort()).toEqual([...Array(3).fill('GET /users'), ...Array(3).fill('OPTIONS /users')]);
});

test('connections are persistent, and never more than the limit per host', async () => {
  let connections = 0;
  let open = 0;
  let most = 0;
  const { url, server } = await policed(POLICY);
  server.on('connection', (socket) => {
    connections++;
    most = Math.max(most, ++open);
    socket.on('close', () => open--);
  });
  const endpoints = Array.from({ length: 12 }, (_, i) => ({ url: `${url}/users/${i}`, methods: ['GET', 'PUT'] }));
  const seen: string[] = [];
  const results = await run(endpoints, { perHost: 3, onResult: ({ expectation }) => seen.push(expectation.title) });
  expect(broken(results)).toEqual([]);
  expect(most).toBeLessThanOrEqual(3);
  expect(connections).toBeLessThanOrEqual(3);
  // Reported as they come, returned in the order of the contract.
  expect(seen.sort()).toEqual(results.map(({ expectation }) => expectation.title).sort());
  expect(results.map(({ expectation }) => expectation.endpoint.url)).toEqual(
    endpoints.flatMap(({ url }) => Array(10).fill(url)),
  );
});

test('the one endpoint that responds differently is found among many', async () => {
  const middleware = cors(createPolicy(POLICY));
  const { url } = await listen((request, response) => {
    const isPreflight = request.method === 'OPTIONS';
    if (request.url === '/3') return void response.end();
    if (request.url === '/5' && isPreflight) return void response.writeHead(500).end();
    if (request.url === '/7' && !isPreflight) response.setHeader('Location', '/3').statusCode = 302;
    middleware(request, response, () => response.setHeader('X-Request-Id', Math.random()).end());
  });
  const endpoints = Array.from({ length: 9 }, (_, i) => ({
    name: `${i}`,
    url: `${url}/${i}`,
    methods: ['GET', 'PUT'],
  }));
  const selects: VerifyOptions['selects'] = ({ request }) => request.origin === 'https://app.example.com';
  const results = await run(endpoints, { selects, returns: 'failing' }, []);
  expect(broken(results).map(([title]) => title)).toEqual(
    ['GET 3', 'PUT 3', 'PUT 5', 'GET 7'].map((one) => `${one} from https://app.example.com, with credentials`),
  );
});

/** What a server may do to a correct response. */
const TWISTS: readonly ((response: ServerResponse, path: string) => void)[] = [
  () => {},
  () => {},
  (response, path) => response.setHeader('X-Request-Id', path),
  (response, path) => response.setHeader('X-Total', path),
  (response) => response.setHeader('Content-Type', 'text/html'),
  (response) => response.removeHeader('Access-Control-Allow-Origin'),
  (response) => response.removeHeader('Access-Control-Allow-Credentials'),
  (response) => response.removeHeader('Access-Control-Expose-Headers'),
  (response) => response.setHeader('access-control-allow-origin', 'https://app.example.com'),
  (response) => response.setHeader('Content-Disposition', ['a', 'b']),
  (response) => response.writeHead(404),
  (response) => response.writeHead(302, { Location: '/' }),
];

test('whatever the endpoints send, together they get the same verdicts as alone', async () => {
  let twists: readonly (readonly [preflight: number, actual: number])[] = [];
  const policy = createPolicy(POLICY);
  const { url } = await listen((request, response) => {
    const { method = '', url: path = '' } = request;
    const { kind, headers } = respond(policy, {
      method,
      headers: (name) => request.headers[name] as string | undefined,
    });
    for (const [name, value] of headers) response.setHeader(name, value);
    response.statusCode = kind === 'preflight' ? 204 : 200;
    const [preflight, actual] = twists[Number(path.slice(1))] ?? [0, 0];
    TWISTS[kind === 'preflight' ? preflight : actual]!(response, path);
    response.end('x'.repeat(Number(path.slice(1))));
  });
  const twist = fc.nat(TWISTS.length - 1);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(twist, twist), { minLength: 3, maxLength: 8 }), async (drawn) => {
      twists = drawn;
      const endpoints = drawn.map((_, i) => ({ url: `${url}/${i}`, methods: ['GET', 'PUT'], exposes: ['X-Total'] }));
      const verdicts = (results: readonly Result[]) =>
        results.map(({ expectation, verdict }) => [expectation.title, verdict]);
      const alone = await Promise.all(endpoints.map((endpoint) => run([endpoint])));
      expect(verdicts(await run(endpoints))).toEqual(alone.flatMap(verdicts));
    }),
    { numRuns: Number(process.env.CORSMITH_RUNS ?? 5) },
  );
});

test('an abort ends the run at once with its reason', async () => {
  const { url } = await listen(() => {});
  const controller = new AbortController();
  const running = run([{ url }], { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});
