import { expect, test } from 'vitest';
import { linted, onlyPolicy, shownOf } from '../linted.js';

/** Options of npm's `cors`, with what stands above them. */
const withOptions = (options: string, above = '') =>
  linted({
    'app.js': `const express = require('express');\nconst cors = require('cors');\n${above}\nconst app = express();\napp.use(cors(${options}));`,
  });

const LISTED = { origins: ['https://a.example.com', 'https://b.example.com'], credentials: true };
const LIST = "const allowed = ['https://a.example.com', 'https://b.example.com'];";

test.each([
  ['includes', 'if (!origin || allowed.includes(origin)) callback(null, true); else callback(null, false);'],
  ['indexOf', 'if (allowed.indexOf(origin) !== -1 || !origin) { callback(null, true) } else { callback(null, false) }'],
  [
    'an early return',
    'if (!origin) return callback(null, true); if (allowed.indexOf(origin) === -1) { return callback(null, false); } return callback(null, true);',
  ],
  ['a ternary', 'callback(null, allowed.includes(origin) ? true : false)'],
  ['the result of some()', 'callback(null, allowed.some((one) => one === origin))'],
  [
    'a variable',
    'let ok = false; for (const one of allowed) { if (one === origin) { ok = true; break; } } callback(null, ok);',
  ],
  ['a Set', 'const set = new Set(allowed); callback(null, set.has(origin));'],
  ['the origin itself', 'callback(null, allowed.includes(origin) ? origin : undefined)'],
  [
    'a switch',
    "switch (origin) { case 'https://a.example.com': case 'https://b.example.com': return callback(null, true); default: return callback(null, false); }",
  ],
  [
    'try and new URL',
    'try { callback(null, allowed.includes(new URL(origin).origin)); } catch { callback(null, false); }',
  ],
  [
    'a development branch',
    "if (process.env.NODE_ENV !== 'production') return callback(null, true); callback(null, allowed.includes(origin));",
  ],
])('a function with %s is the list that it compares with', async (_, body) => {
  const result = await withOptions(`{ origin: function (origin, callback) { ${body} }, credentials: true }`, LIST);
  expect(onlyPolicy(result)).toMatchObject(LISTED);
  expect(shownOf(result)).toEqual([]);
});

test('a function of its own name, declared below, is followed', async () => {
  const result = await withOptions(
    '{ origin: check, credentials: true }',
    `${LIST}\nfunction isAllowed(origin) { return allowed.includes(origin); }\nfunction check(origin, cb) { return isAllowed(origin) ? cb(null, true) : cb(null, false); }`,
  );
  expect(onlyPolicy(result)).toMatchObject(LISTED);
});

test.each([
  ['always true', '(origin, cb) => cb(null, true)'],
  ['the origin sent back', '(origin, cb) => { cb(null, origin); }'],
  ['both branches', '(origin, cb) => { if (allowed.includes(origin)) cb(null, true); else cb(null, true); }'],
])('a function that allows every origin with credentials is insecure: %s', async (_, origin) => {
  const result = await withOptions(`{ origin: ${origin}, credentials: true }`, LIST);
  expect(shownOf(result)).toEqual(['insecure any-origin-with-credentials 5']);
  expect(onlyPolicy(result)).toMatchObject({ origins: '* (echoed)', credentials: true });
});

test.each([
  ['endsWith without a dot', "origin.startsWith('https://') && origin.endsWith('example.com')", 'insecure'],
  ['startsWith', "origin.startsWith('https://app.example.com')", 'insecure'],
  ['includes', "origin.startsWith('https://') && origin.includes('.example.com')", 'insecure'],
  ['a pattern without an end', '/^https:\\/\\/app\\.example\\.com/.test(origin)', 'insecure'],
  ['a list of prefixes', "['https://app.example.com'].some((one) => origin.startsWith(one))", 'insecure'],
])('a suffix or prefix trap is insecure: %s', async (_, condition, level) => {
  const result = await withOptions(`{ origin: (origin, cb) => cb(null, !origin || ${condition}), credentials: true }`);
  expect(shownOf(result)).toEqual([`${level} pattern-too-wide 5`]);
});

test.each([
  ['a scheme and a suffix', "origin.startsWith('https://') && origin.endsWith('.example.com')"],
  ['the host of a URL', "new URL(origin).protocol === 'https:' && new URL(origin).hostname === 'example.com'"],
  ['the suffix of a host', "/^https:/.test(origin) && new URL(origin).hostname.endsWith('.example.com')"],
  ['an anchored pattern', '/^https:\\/\\/[a-z]+\\.example\\.com$/.test(origin)'],
])('no fault: %s', async (_, condition) => {
  const result = await withOptions(`{ origin: (origin, cb) => cb(null, !origin || ${condition}), credentials: true }`);
  expect(shownOf(result).filter((one) => /broken|insecure/.test(one))).toEqual([]);
});

test('a suffix without its scheme allows http:// too', async () => {
  const result = await withOptions("{ origin: (o, cb) => cb(null, o.endsWith('.example.com')), credentials: true }");
  expect(shownOf(result)).toEqual(['insecure http-origin-with-credentials 5']);
});

test('an Error for other origins is reported at its line', async () => {
  const result = await withOptions(
    `{ origin(origin, callback) {
        if (allowed.includes(origin) || !origin) {
          callback(null, true);
        } else {
          callback(new Error('Not allowed by CORS'));
        }
      } }`,
    LIST,
  );
  expect(shownOf(result)).toEqual(['fragile error-for-other-origins 9']);
});

test('an origin with a slash in a function’s list never matches', async () => {
  const result = await withOptions("{ origin: (o, cb) => cb(null, ['https://a.example.com/'].includes(o)) }");
  expect(shownOf(result)).toEqual(['broken origin-never-matches 5']);
});

test('what a database decides is unknown, and no fault is made up', async () => {
  const result = await withOptions(
    '{ origin: async (origin, cb) => { const tenant = await Tenant.findOne({ origin }); cb(null, Boolean(tenant)); }, credentials: true }',
  );
  expect(onlyPolicy(result)).toBeNull();
  expect(shownOf(result)).toEqual([]);
});

test('a function that is open when a variable is not set is insecure then', async () => {
  const result = await withOptions(
    `{ origin: (origin, cb) => {
        if (allowed.length === 0) return cb(null, true);
        cb(null, allowed.includes(origin));
      }, credentials: true }`,
    "const allowed = process.env.ORIGINS ? process.env.ORIGINS.split(',').map((one) => one.trim()) : [];",
  );
  expect(shownOf(result)).toEqual(['insecure any-origin-with-credentials 6']);
});

test('a list that grows by what the environment says keeps what is written', async () => {
  const result = await withOptions(
    '{ origin: (origin, cb) => cb(null, allowed.includes(origin)), credentials: true }',
    `const allowed = ['https://a.example.com', 'https://b.example.com'];
if (process.env.FRONTEND_URL) allowed.push(process.env.FRONTEND_URL);`,
  );
  expect(onlyPolicy(result)).toMatchObject(LISTED);
});

test('a delegate decides by the request', async () => {
  const result = await withOptions(
    "function (req, callback) { callback(null, { origin: allowed.includes(req.header('Origin')) }); }",
    LIST,
  );
  expect(result.policies[0]?.policy).toBeNull();
  expect(shownOf(result)).toEqual([]);
});

test.each([
  [
    'Hono',
    "import { cors } from 'hono/cors';\napp.use('*', cors({ origin: (origin, c) => allowed.includes(origin) ? origin : null, credentials: true }));",
  ],
  [
    'Fastify',
    "import cors from '@fastify/cors';\nawait app.register(cors, { origin: (origin, cb) => { cb(null, allowed.includes(origin)); }, credentials: true });",
  ],
  [
    'Koa',
    "import cors from '@koa/cors';\napp.use(cors({ origin: (ctx) => allowed.includes(ctx.get('Origin')) ? ctx.get('Origin') : '', credentials: true }));",
  ],
  [
    'NestJS',
    'app.enableCors({ origin: (origin, callback) => { callback(null, allowed.indexOf(origin) >= 0); }, credentials: true });',
  ],
])('the function of %s is followed', async (_, text) => {
  const result = await linted({ 'app.ts': `${LIST}\n${text}` });
  expect(onlyPolicy(result)).toMatchObject(LISTED);
  expect(shownOf(result).filter((one) => /broken|insecure/.test(one))).toEqual([]);
});

test.each([
  ['Hono', "import { cors } from 'hono/cors';\napp.use(cors({ origin: (origin) => origin, credentials: true }));"],
  [
    'Koa',
    "import cors from '@koa/cors';\napp.use(cors({ origin: (ctx) => ctx.request.header.origin, credentials: true }));",
  ],
])('the function of %s that sends every origin back is insecure', async (_, text) => {
  expect(shownOf(await linted({ 'app.ts': text }))).toEqual(['insecure any-origin-with-credentials 2']);
});
