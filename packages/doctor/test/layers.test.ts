import { expect, test } from 'vitest';
import { type DiagnoseOptions, type Diagnosis, diagnose } from '../src/index.js';
import {
  allow,
  changed,
  ids,
  isPreflight,
  keyed,
  ORIGIN,
  put,
  type Response,
  right,
  type Script,
  serve,
  set,
  silent,
  warningIds,
  without,
} from './scripted-server.js';

/** A front that changes the responses of the server behind it. */
const through =
  (behind: Script, change: Parameters<typeof changed>[1], which: 'preflight' | 'actual' | 'both' = 'both'): Script =>
  (request) => {
    const response = behind(request);
    if (!response || (which !== 'both' && isPreflight(request) !== (which === 'preflight'))) return response;
    return change(response, request);
  };

/** What stands behind each other, outermost first; all but the first are named. */
async function layered(page: Parameters<typeof diagnose>[0] | object, ...scripts: Script[]): Promise<Diagnosis> {
  const [front, ...behind] = await Promise.all(scripts.map((script) => serve(script)));
  const direct = behind.map(({ host, port }) => ({ host, port }));
  return diagnose({ origin: ORIGIN, url: `${front!.url}/users`, ...page }, { direct });
}

const twice = (response: Response): Response => ({
  ...response,
  headers: [...response.headers, ['Access-Control-Allow-Origin', '*']],
});
const stripping = silent;

const cases: readonly (readonly [id: string, what: string, page: object, ...scripts: Script[]])[] = [
  ['stripped-by-proxy', 'all', {}, through(right, stripping), right],
  ['stripped-by-proxy', 'the preflight’s too', keyed, through(right, stripping), right],
  ['stripped-by-proxy', 'the innermost of three', {}, through(right, stripping), through(right, stripping), right],
  [
    'stripped-by-proxy',
    'credentials',
    { credentials: 'include' },
    through(right, without('Access-Control-Allow-Credentials')),
    right,
  ],
  ['overwritten-by-proxy', 'another origin', {}, through(right, allow('https://b.example')), right],
  ['overwritten-by-proxy', '*', { credentials: 'include' }, through(right, allow('*')), right],
  ['added-twice-by-proxy', 'a line', {}, through(right, twice), right],
  ['added-twice-by-proxy', 'joined', {}, through(right, allow(`${ORIGIN}, ${ORIGIN}`)), right],
  [
    'edge-answers-preflight',
    '405',
    put,
    through(right, (response) => ({ ...silent(response, {} as never)!, status: 405 }), 'preflight'),
    right,
  ],
  [
    'edge-answers-preflight',
    'other methods',
    put,
    through(right, set('Access-Control-Allow-Methods', 'GET'), 'preflight'),
    right,
  ],
  ['gateway-error', '500 in its stead', {}, () => ({ status: 500, headers: [] }), right],
  [
    'origin-mismatch',
    'the server itself is wrong',
    {},
    changed('both', allow(`${ORIGIN}/`)),
    changed('both', allow(`${ORIGIN}/`)),
  ],
  [
    'duplicate-allow-origin',
    'the server itself doubles',
    {},
    changed('both', allow(ORIGIN, ORIGIN)),
    changed('both', allow(ORIGIN, ORIGIN)),
  ],
  ['no-allow-origin', 'nobody sends it', {}, changed('both', silent), changed('both', silent)],
];

for (const [id, what, page, ...scripts] of cases)
  test(`${id}: ${what}`, async () => {
    expect(ids(await layered(page, ...scripts))[0]).toBe(id);
  });

test('a stripped header is reported with its place, and what the server behind does wrong comes next', async () => {
  const wrong = changed('both', allow(`${ORIGIN}/`));
  const [front, proxy, app] = await Promise.all([
    serve(through(wrong, silent)),
    serve(through(wrong, silent)),
    serve(wrong),
  ]);
  const direct = [proxy, app].map(({ host, port }) => ({ host, port }));
  const { causes } = await diagnose({ origin: ORIGIN, url: `${front.url}/users` }, { direct });
  expect(causes.map(({ id }) => id)).toEqual(['stripped-by-proxy', 'origin-mismatch']);
  expect(causes[0]?.explanation).toContain(`127.0.0.1:${app.port} sends Access-Control-Allow-Origin`);
  expect(causes[0]?.explanation).toContain(`from the response of 127.0.0.1:${proxy.port}`);
  expect(causes[0]).not.toHaveProperty('fix');
});

test('a table has every layer’s lines for the preflight, the request and an error', async () => {
  const app: Script = (request) => ({ ...right(request)!, ...(request.url !== '/users' && { status: 404 }) });
  const { layers, exchanges } = await layered(keyed, through(app, silent, 'actual'), app);
  expect(layers?.map(({ request }) => request)).toEqual(['preflight', 'actual', 'missing-path']);
  const actual = layers?.find(({ request }) => request === 'actual');
  expect(actual?.layers).toMatchObject([
    { name: 'front', status: 200, headers: [] },
    { status: 200, headers: expect.arrayContaining([['access-control-allow-origin', ORIGIN]]) },
  ]);
  for (const { name, exchange } of actual?.layers ?? []) expect(exchanges[exchange]?.layer).toBe(name);
});

const layerChanges: readonly (readonly [change: string, what: string, page: object, front: Script, app?: Script])[] = [
  ['stripped', 'actual', {}, through(right, stripping)],
  ['overwritten', 'actual', {}, through(right, allow('https://b.example'))],
  ['doubled', 'actual', {}, through(right, twice)],
  ['added', 'actual', {}, right, through(right, silent)],
  [
    'intercepted',
    'preflight',
    put,
    through(right, (response) => ({ ...silent(response, {} as never)!, status: 405 }), 'preflight'),
  ],
  ['failed', 'actual', {}, () => ({ status: 502, headers: [] })],
  [
    'cached',
    'actual',
    {},
    through(right, (response) => ({ status: 200, headers: [['Age', '7'], ...silent(response, {} as never)!.headers] })),
  ],
];
for (const [change, request, page, front, app = right] of layerChanges)
  test(`the table names the layer that did it: ${change}`, async () => {
    const { layers } = await layered(page, front, app);
    const changes = layers?.find((table) => table.request === request)?.changes ?? [];
    expect(changes.map((one) => one.change)).toContain(change);
    for (const { layer } of changes) expect(layer).toBe('front');
    const inward = await layered(page, app, app);
    expect(inward.layers?.flatMap((table) => table.changes)).toEqual([]);
  });

test('errors that lose the headers on the way are a warning that names who keeps them', async () => {
  const app: Script = (request) => ({
    ...right(request)!,
    ...(request.url?.startsWith('/users') ? {} : { status: 404 }),
  });
  const front: Script = (request) => {
    const response = app(request)!;
    return response.status < 400 ? response : silent(response, request);
  };
  const diagnosis = await layered({}, front, app);
  expect(warningIds(diagnosis)).toEqual(['error-path-uncovered']);
  expect(diagnosis.warnings[0]?.explanation).toMatch(/127\.0\.0\.1:\d+ sets them/);
});

test('a layer that never responds costs its own time limit and delays nobody, and a dead one costs nothing', async () => {
  const dead = await serve(right);
  await dead.close();
  const began = performance.now();
  let last = 0;
  const arrived = () => {
    last = performance.now() - began;
  };
  const pace = { delayMs: 20, arrived };
  const [front, tarpit, app] = await Promise.all([serve(right, pace), serve(() => undefined), serve(right, pace)]);
  const timeoutMs = 900;
  const options: DiagnoseOptions = { direct: [tarpit, dead, app].map(({ host, port }) => ({ host, port })), timeoutMs };
  const { layers, causes } = await diagnose({ origin: ORIGIN, url: `${front.url}/users`, ...keyed }, options);
  expect(performance.now() - began).toBeLessThan(timeoutMs + 1000);
  expect(last).toBeLessThan(timeoutMs);
  expect(causes).toEqual([]);
  expect(layers?.[0]?.layers.map(({ failure, status }) => failure ?? status)).toEqual([
    204,
    'timeout',
    'connection-refused',
    204,
  ]);
});
