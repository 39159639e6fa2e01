import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPolicy, type PolicyConfig, respond } from '@corsmith/server';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { cors } from '../../server/src/adapters/node.js';
import { explainFailures, type Result, readContract, type VerifyOptions, verify } from '../src/index.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function listen(answers: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const POLICY: PolicyConfig = {
  origins: ['https://app.example.com', 'https://*.example.org'],
  credentials: true,
  methods: ['PUT'],
  requestHeaders: ['Content-Type'],
  responseHeaders: ['X-Total'],
};

/** A server with that policy, which counts what it is asked. */
async function policed(policy: PolicyConfig, status = 200) {
  const seen: string[] = [];
  const middleware = cors(createPolicy(policy));
  const { url, server } = await listen((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    middleware(request, response, () => {
      response.setHeader('X-Total', '7');
      response.statusCode = request.url === '/none' ? 404 : status;
      response.end('{}');
    });
  });
  return { url, seen, server };
}

const run = (endpoints: readonly object[], options: VerifyOptions = {}, denied?: readonly string[]) =>
  verify(readContract(JSON.stringify({ policy: POLICY, endpoints, ...(denied && { denied }) })), options);

const broken = (results: readonly Result[]) =>
  results.flatMap(({ expectation: { title }, verdict }) =>
    verdict.kind === 'holds' || verdict.kind === 'not-verified'
      ? []
      : [[title.replace(/http:\/\/[\d.:]+/, ''), verdict.kind === 'broken' ? verdict.reason : verdict.kind]],
  );

const unverified = (results: readonly Result[]) => results.filter(({ verdict }) => verdict.kind === 'not-verified');

test('a server with the policy holds the contract; what may change data is not sent and not verified', async () => {
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

test('a strict run takes what it could not verify for broken', async () => {
  const { url } = await policed(POLICY);
  const results = await run([{ url: `${url}/users`, methods: ['GET', 'PUT'] }], { strict: true, retries: 1 }, []);
  expect(broken(results).map(([, reason]) => reason)).toEqual(Array(3).fill('not-verified'));
  expect((await explainFailures(results)).every(({ diagnosis }) => diagnosis === undefined)).toBe(true);
});

test('what goes over the wire alike goes once: a GET and a PUT of a page take two exchanges', async () => {
  const { url, seen } = await policed(POLICY);
  await run([{ url: `${url}/users`, methods: ['GET', 'PUT'] }], {}, []);
  expect(seen.sort()).toEqual([...Array(3).fill('GET /users'), ...Array(3).fill('OPTIONS /users')]);
});

test('with `send` the request itself goes out, once for all engines, retries and explanations, to the front only', async () => {
  const front = await policed({ ...POLICY, origins: ['https://other.example.com'] });
  const behind = await policed(POLICY);
  // Needs no preflight, so that it is sent although it is blocked.
  const endpoint = { url: `${front.url}/users`, methods: ['POST'], send: true, direct: [behind.url] };
  const results = await run([endpoint], { retries: 2 }, []);
  expect(broken(results)).toHaveLength(3);
  expect(unverified(results).map(({ expectation }) => expectation.server !== undefined)).toEqual([true, true, true]);
  const [failure] = await explainFailures(results);
  expect(failure?.diagnosis?.causes).not.toEqual([]);
  expect(front.seen.filter((line) => line.startsWith('POST'))).toEqual(Array(3).fill('POST /users'));
  expect(behind.seen.filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('each way to break a contract has its name, and its engines', async () => {
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

test('an engine that goes its own way is named alone', async () => {
  // A `*` among the methods is a method of that name with credentials; only some engines take it for all without.
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

test('a failure is tried again, and what holds then says how often it took', async () => {
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

test('a server behind the front has to answer alike', async () => {
  const front = await policed(POLICY);
  const behind = await policed({ ...POLICY, origins: ['https://other.example.com'] });
  const results = await run([{ url: `${front.url}/users`, direct: [behind.url] }], {}, []);
  const port = new URL(behind.url).port;
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

test('connections are kept, and never more are open than one host may have', async () => {
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
  // Told as they come, returned in the order of the contract.
  expect(seen.sort()).toEqual(results.map(({ expectation }) => expectation.title).sort());
  expect(results.map(({ expectation }) => expectation.endpoint.url)).toEqual(
    endpoints.flatMap(({ url }) => Array(10).fill(url)),
  );
});

test('among many endpoints that are alike the one that answers otherwise is found', async () => {
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
  const results = await run(endpoints, { selects, keeps: 'failing' }, []);
  expect(broken(results).map(([title]) => title)).toEqual(
    ['GET 3', 'PUT 3', 'PUT 5', 'GET 7'].map((one) => `${one} from https://app.example.com, with credentials`),
  );
});

/** What a server may do to a right answer. */
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

test('whatever each endpoint answers, together they are judged as each is alone', async () => {
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

test('one failure of each kind is looked into; the fix is for the whole policy', async () => {
  const { url } = await listen((_, response) => {
    response.setHeader('X-Powered-By', 'Express').end();
  });
  const results = await run([{ url: `${url}/a` }, { url: `${url}/b` }, { url: 'http://127.0.0.1:2/' }], {}, []);
  const failures = await explainFailures(results);
  expect(failures).toHaveLength(9);
  const [first, second] = failures;
  expect(first?.diagnosis?.causes[0]?.id).toBe('no-allow-origin');
  expect(first?.fix?.files[0]?.code).toMatch(/PUT[\s\S]*Content-Type[\s\S]*X-Total/);
  expect(second).toMatchObject({ like: first?.result.expectation.title });
  expect(failures.filter(({ diagnosis }) => diagnosis)).toHaveLength(1);
  // Of the three that could not be asked one is told, and the others are like it.
  expect(failures.slice(6).map(({ like }) => like === undefined)).toEqual([true, false, false]);
  expect(await explainFailures(results, { most: 0 })).toHaveLength(9);
});

test('what fails at the front alone is looked for between, and what fails behind it there', async () => {
  const right = await policed(POLICY);
  const bare = await listen((_, response) => void response.end());
  const strict = await listen((_, response) => void response.setHeader('Access-Control-Allow-Origin', 'null').end());
  const causeOf = async (front: string, behind: string) => {
    const results = await run([{ url: `${front}/users`, direct: [behind] }], {}, []);
    return (await explainFailures(results)).flatMap(({ diagnosis }) => diagnosis?.causes[0]?.id ?? []);
  };
  expect(await causeOf(bare.url, right.url)).toEqual(['stripped-by-proxy']);
  expect(await causeOf(right.url, bare.url)).toEqual(['no-allow-origin']);
  expect(await causeOf(strict.url, bare.url)).toEqual(['origin-mismatch', 'no-allow-origin']);
});

test('an abort ends it at once, with its reason', async () => {
  const { url } = await listen(() => {});
  const controller = new AbortController();
  const running = run([{ url }], { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});
