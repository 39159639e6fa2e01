import '../src/vitest.js';
import { expect, test } from 'vitest';
import { type App, createFetch } from '../src/index.js';
import { expect as expectInNode } from '../src/node.js';
import { OPEN, PAGE } from './apps.js';

// What is misspelt or of the wrong kind would test something else, or nothing: it is an error with a sentence.

const app = () => new Response(null, { headers: OPEN });
const right = { origin: PAGE, url: '/users', method: 'PUT', headers: ['X-Api-Key'] };

const expectations: readonly (readonly [name: string, wrong: unknown, sentence: RegExp])[] = [
  ['a misspelt method', { ...right, methd: 'PUT' }, /has no field 'methd'\. Known: origin, url, method/],
  ['a misspelt url', { ...right, ulr: '/users' }, /no field 'ulr'/],
  ['a misspelt origin', { orgin: PAGE }, /no field 'orgin'/],
  ['the name of XHR', { ...right, withCredentials: true }, /no field 'withCredentials'/],
  [
    'credentials as in axios',
    { ...right, credentials: true },
    /credentials must be one of omit, same-origin, include, not true/,
  ],
  ['unknown credentials', { ...right, credentials: 'yes' }, /credentials must be one of/],
  ['no engine', { ...right, engines: [] }, /engines must be a list of at least one of standard/],
  ['an engine alone', { ...right, engines: 'firefox' }, /engines must be a list/],
  ['a browser for an engine', { ...right, engines: ['safari'] }, /engines must be one of .* not safari/],
  [
    'a header alone',
    { ...right, headers: 'X-Api-Key' },
    /headers must be an object of names and values, or a list of names, not X-Api-Key/,
  ],
  ['a header without a name', { ...right, headers: { '': 'x' } }, /headers: {2}is not a valid header name/],
  ['a header with a space', { ...right, headers: ['X Api'] }, /X Api is not a valid header name/],
  [
    'a number as a value',
    { ...right, headers: { 'X-Api-Key': 7 } },
    /the value of X-Api-Key must be a string without line breaks, not 7/,
  ],
  ['a value with a line break', { ...right, headers: { 'X-Api-Key': 'a\nb' } }, /line breaks/],
  ['pairs that are none', { ...right, headers: [['X-Api-Key', 'a', 'b']] }, /is not a valid header name/],
  ['null for headers', { ...right, headers: null }, /headers must be an object/],
  [
    'no origin',
    { url: '/users' },
    /origin must be the page's origin, such as https:\/\/app\.example\.com, not undefined/,
  ],
  ['a list of origins', { ...right, origin: [PAGE] }, /origin must be the page's origin/],
  ['an origin with a slash', { ...right, origin: `${PAGE}/` }, /no trailing slash/],
  ['an origin without a scheme', { ...right, origin: 'app.example.com' }, /begins with its scheme/],
  ['any origin', { ...right, origin: '*' }, /origin: /],
  ['no method', { ...right, method: '' }, /method: {2}is not a valid HTTP method/],
  ['two methods', { ...right, method: ['GET', 'PUT'] }, /GET,PUT is not a valid HTTP method/],
  ['a forbidden method', { ...right, method: 'TRACE' }, /no page can send TRACE/],
  ['a number for a url', { ...right, url: 7 }, /url: 7 is not a valid URL/],
  ['a url of another kind', { ...right, url: 'ftp://a.test/' }, /url: ftp:\/\/a\.test\/ is not a valid URL/],
  [
    'an object for a body',
    { ...right, body: { a: 1 } },
    /body must be a string or a Uint8Array, such as JSON\.stringify/,
  ],
  ['a body of GET', { ...right, method: 'GET', body: 'x' }, /body: a GET request has none/],
  ['nothing', undefined, /The expectation requires an object, not undefined/],
  ['an origin alone', PAGE, /The expectation requires an object, not https:\/\/app/],
];

test.each(expectations)('a matcher refuses %s', async (_, wrong, sentence) => {
  for (const matcher of ['toAllow', 'toDeny'] as const) {
    await expect(expect(app)[matcher](wrong as never)).rejects.toThrow(sentence);
    await expect(expectInNode(app)[matcher](wrong as never)).rejects.toThrow(sentence);
  }
});

const subjects: readonly (readonly [name: string, wrong: unknown, sentence: RegExp])[] = [
  ['nothing', undefined, /must be a Fetch handler, .* not undefined/],
  ['null', null, /not null/],
  ['an empty object', {}, /not an empty object/],
  ['a number', 3000, /not 3000/],
  ['an object of something else', { get: app, use: app }, /not an object with get, use/],
  ['a list', [app], /not an object with 0/],
  ['a router without methods', { GET: 'x' }, /not an object with GET/],
];

test.each(subjects)('%s is no app', async (_, wrong, sentence) => {
  await expect(expect(wrong).toAllow(right)).rejects.toThrow(sentence);
  if (wrong !== undefined) expect(() => createFetch({ origin: PAGE, app: wrong as App })).toThrow(sentence);
  expect(() => createFetch({ origin: PAGE, apps: { 'https://api.test': wrong as App } })).toThrow(sentence);
});

test.each(['localhost:3000', '/users', '', 'ftp://api.test'])('%s is no server', async (subject) => {
  await expect(expect(subject).toAllow(right)).rejects.toThrow('the http: or https: URL of a server');
});

const options: readonly (readonly [name: string, wrong: object, sentence: RegExp])[] = [
  ['a misspelt engine', { enigne: 'firefox' }, /createFetch has no field 'enigne'\. Known: origin, url, engine/],
  ['an unknown engine', { engine: 'safari' }, /engine must be one of/],
  ['apps that are none', { apps: app }, /apps\['.*'\]|apps must be/],
  ['cookies of another kind', { cookies: new Map() }, /cookies must be a cookie jar/],
  ['a cache of another kind', { cache: {} }, /cache must be a PreflightCache/],
  ['a console for a function', { onMessage: console }, /onMessage must be a function/],
];

test.each(options)('createFetch refuses %s', (name, wrong, sentence) => {
  const given = name === 'apps that are none' ? { apps: 'x' } : wrong;
  expect(() => createFetch({ origin: PAGE, ...given } as never)).toThrow(sentence);
});

const respond = async () => new Response('{}', { headers: OPEN });
const shapes: readonly (readonly [name: string, app: unknown])[] = [
  ['a handler without parameters', respond],
  ['a handler of one parameter', (_: Request) => respond()],
  [
    'a handler with params',
    async (_: Request, { params }: { params: Promise<object> }) => respond().then(async (one) => (await params) && one),
  ],
  ['a handler with a context', (_request: Request, context: object) => (context ? respond() : undefined)],
  [
    'a handler with an environment',
    (_request: Request, env: object, ctx: object) => (env || ctx ? respond() : undefined),
  ],
  [
    'a function with params',
    async function PUT(_: Request, { params: { id } = { id: 1 } }: { params?: { id: number } }) {
      return id === 2 ? undefined : respond();
    },
  ],
  ['an object with fetch', { fetch: respond }],
  ['a module of routes', { PUT: respond, OPTIONS: respond }],
  ['a promise of an app', Promise.resolve({ fetch: respond })],
  [
    'a listener',
    (_: unknown, response: { writeHead(status: number, headers: object): { end(): void } }) =>
      response.writeHead(200, OPEN).end(),
  ],
  [
    'an asynchronous listener',
    async (_: unknown, response: { writeHead(status: number, headers: object): { end(): void } }) =>
      void response.writeHead(200, OPEN).end(),
  ],
  [
    'an app with a callback',
    {
      callback: () => (_: unknown, response: { writeHead(status: number, headers: object): { end(): void } }) =>
        response.writeHead(200, OPEN).end(),
    },
  ],
];

test.each(shapes)('%s works', { timeout: 5000 }, async (_, shape) => {
  await expect(shape).toAllow(right);
});

test('a module of routes responds to OPTIONS without CORS headers, as Next.js does', async () => {
  const routes = { GET: respond, PUT: respond };
  await expect(routes).toAllow({ origin: PAGE });
  await expect(routes).toDeny(right);
  await expect(routes).toDeny({ origin: PAGE, method: 'POST' });
});

const failing: readonly (readonly [name: string, app: unknown, sentence: RegExp])[] = [
  [
    'a Fetch handler that looks like a listener',
    async (_a: Request, _b: object) => respond(),
    /one parameter: \(request\) => handler\(request, \{ params \}\)/,
  ],
  [
    'a listener that throws',
    (_a: unknown, _b: unknown) => {
      throw new Error('thrown');
    },
    /thrown/,
  ],
  [
    'a listener that rejects',
    async (_a: unknown, _b: unknown) => {
      throw new Error('rejected');
    },
    /rejected/,
  ],
  ['a promise of nothing', Promise.resolve(undefined), /not undefined/],
  ['a promise that rejects', () => Promise.reject(new Error('no app')), /no app/],
];

test.each(failing)('%s fails at once', { timeout: 5000 }, async (_, shape, sentence) => {
  const fetch = createFetch({ origin: PAGE, app: shape as App });
  const error = await fetch('https://api.test/users').catch((thrown: Error) => thrown);
  const texts: string[] = [];
  for (let one: unknown = error; one instanceof Error; one = one.cause) texts.push(one.message);
  expect(texts.join('\n')).toMatch(sentence);
  await expect(expect(shape).toAllow(right)).rejects.toThrow(sentence);
});
