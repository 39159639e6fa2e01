import { type PageRequest, PREFLIGHT_LIFETIMES } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../src/index.js';
import { warnings } from '../src/warnings.js';
import {
  allow,
  body,
  changed,
  check,
  isPreflight,
  keyed,
  ORIGIN,
  put,
  right,
  type Script,
  serve,
  set,
  silent,
  status,
  warningIds,
  without,
} from './scripted-server.js';

type Case = readonly [id: string, what: string, script: Script, page?: Partial<PageRequest>, options?: DiagnoseOptions];

/** Allows the origins that a function allows, and says so in Vary. */
const allowing =
  (isAllowed: (origin: string) => boolean): Script =>
  (request) => {
    const { origin } = request.headers;
    if (origin === undefined || !isAllowed(origin)) return changed('both', silent, set('Vary', 'Origin'))(request);
    const response = right({
      ...request,
      method: request.method,
      headers: { ...request.headers, origin: ORIGIN },
    } as never);
    return response && allow(origin)(response, request);
  };

const token: Partial<PageRequest> = { headers: [['Authorization', 'Bearer t']] };
const uncovered: Script = (request) =>
  request.url?.startsWith('/users') ? right(request) : { status: 404, headers: [] };

const positive: readonly Case[] = [
  ['missing-vary', 'said by neither', changed('both', without('Vary'))],
  [
    'missing-vary',
    'said to pages only',
    (request) => (request.headers.origin ? right(request) : { status: 200, headers: [] }),
  ],
  [
    'missing-vary',
    '* for pages only',
    (request) => ({
      status: 200,
      headers: request.headers.origin ? [['Access-Control-Allow-Origin', '*']] : [],
    }),
  ],
  ['authorization-under-wildcard', '*', changed('preflight', set('Access-Control-Allow-Headers', '*')), token],
  ['reflects-any-origin', 'with credentials', allowing(() => true)],
  [
    'cookie-refused',
    'Safari blocks it as third-party',
    changed('actual', set('Set-Cookie', 'session=abc; SameSite=None; Secure')),
    { credentials: 'include' },
    { cookies: [] },
  ],
  ['null-allowed', 'beside the page', allowing((origin) => origin === ORIGIN || origin === 'null')],
  ['null-allowed', 'to the page', changed('both', allow('null')), { origin: 'null' }],
  ['http-origin-with-credentials', 'beside https', allowing((origin) => /^https?:\/\/app\.example\.com$/.test(origin))],
  [
    'http-origin-with-credentials',
    'the page',
    allowing((origin) => origin === 'http://app.test'),
    { origin: 'http://app.test' },
  ],
  ['no-max-age', 'absent', changed('preflight', without('Access-Control-Max-Age')), keyed],
  ['max-age-over-cap', 'a year', changed('preflight', set('Access-Control-Max-Age', '31536000')), keyed],
  ['allows-trailing-junk', 'a prefix', allowing((origin) => origin.startsWith(ORIGIN))],
  ['error-path-uncovered', '404', uncovered, {}, { paths: true }],
  [
    'error-path-uncovered',
    '401',
    (request) =>
      request.headers.authorization === 'Bearer t' || isPreflight(request)
        ? right(request)
        : { status: 401, headers: [] },
    token,
    { paths: true },
  ],
  ['error-path-uncovered', '405 for the substitute GET', changed('actual', silent, status(405)), put],
  ['preflight-has-body', 'text', changed('preflight', status(200), body('GET,HEAD')), keyed],
  ['vary-star', '*', changed('actual', set('Vary', '*'))],
];

const nearMisses: readonly Case[] = [
  [
    'missing-vary',
    'the same for all',
    changed('both', allow('*'), without('Vary', 'Access-Control-Allow-Credentials')),
  ],
  ['missing-vary', 'one origin for all', () => ({ status: 200, headers: [['Access-Control-Allow-Origin', ORIGIN]] })],
  ['missing-vary', 'never kept', changed('both', without('Vary'), set('Cache-Control', 'no-store'))],
  ['authorization-under-wildcard', 'named', right, token],
  ['reflects-any-origin', '*', changed('both', allow('*'))],
  ['null-allowed', 'everyone is', allowing(() => true)],
  [
    'http-origin-with-credentials',
    'on this machine',
    allowing((origin) => origin === 'http://localhost:5173'),
    {
      origin: 'http://localhost:5173',
    },
  ],
  [
    'http-origin-with-credentials',
    'without credentials',
    (request) => {
      const response = allowing((origin) => /^https?:\/\/app\.example\.com$/.test(origin))(request);
      return response && without('Access-Control-Allow-Credentials')(response, request);
    },
  ],
  ['no-max-age', 'no preflight was needed', changed('preflight', without('Access-Control-Max-Age'))],
  ['no-max-age', '0', changed('preflight', set('Access-Control-Max-Age', '0')), keyed],
  ['max-age-over-cap', 'a day', changed('preflight', set('Access-Control-Max-Age', '86400')), keyed],
  [
    'allows-trailing-junk',
    'its subdomains',
    allowing((origin) => /^https:\/\/(?:[a-z]+\.)*example\.com$/.test(origin)),
  ],
  [
    'error-path-uncovered',
    'covered',
    (request) => ({ ...right(request)!, status: request.url === '/users' ? 200 : 404 }),
    {},
    { paths: true },
  ],
  ['cookie-refused', 'it is not judged', changed('actual', set('Set-Cookie', 'session=abc; SameSite=None; Secure'))],
  ['preflight-has-body', '204', right, keyed],
  ['vary-star', 'a name with a star', changed('actual', set('Vary', 'Origin, X-*'))],
];

for (const [id, what, script, page, options] of positive)
  test(`${id}: ${what}`, async () => {
    const diagnosis = await check(script, page, options);
    expect(diagnosis.causes).toEqual([]);
    expect(warningIds(diagnosis)).toContain(id);
    for (const { title, explanation, evidence } of diagnosis.warnings) {
      expect(evidence.length).toBeGreaterThan(0);
      expect(`${title} ${explanation}`).not.toMatch(/undefined|NaN/);
    }
  });

for (const [id, what, script, page, options] of nearMisses)
  test(`no ${id}: ${what}`, async () => {
    expect(warningIds(await check(script, page, options))).not.toContain(id);
  });

test('every warning has a server that shows it, and one that nearly does', () => {
  const known = warnings.map(({ id }) => id).sort();
  expect([...new Set(positive.map(([id]) => id))].sort()).toEqual(known);
  expect([...new Set(nearMisses.map(([id]) => id))].sort()).toEqual(known);
});

test('what fails the standard and passes in browsers shows in the verdict', async () => {
  const { verdict, causes } = await check(changed('preflight', set('Access-Control-Allow-Headers', '*')), token);
  expect(verdict.standard).toMatchObject({ allowed: false, code: 'HeaderDisallowedByPreflightResponse' });
  expect([verdict.chromium, verdict.firefox, verdict.webkit].map(({ allowed }) => allowed)).toEqual([true, true, true]);
  expect(causes).toEqual([]);
});

test('a server that refuses queries that it does not know raises no alarm', async () => {
  const { url } = await serve((request) => (request.url === '/users' ? right(request) : { status: 400, headers: [] }));
  const { warnings: found } = await diagnose({ origin: ORIGIN, url: `${url}/users` });
  expect(found.map(({ id }) => id)).toEqual([]);
});

test('the numbers in a sentence about the preflight cache are those of the engines', async () => {
  const sentence = async (id: string, script: Script) => {
    const { url } = await serve(script);
    const { warnings: found } = await diagnose({ ...keyed, origin: ORIGIN, url: `${url}/users` });
    return found.find((one) => one.id === id)?.explanation ?? '';
  };
  const numbers = (text: string) => text.match(/\d+/g)?.map(Number);
  const { chromium, firefox, webkit } = PREFLIGHT_LIFETIMES;
  expect(numbers(await sentence('no-max-age', changed('preflight', without('Access-Control-Max-Age'))))).toEqual([
    ...new Set([chromium.default, firefox.default, webkit.default]),
    chromium.cap,
  ]);
  const year = changed('preflight', set('Access-Control-Max-Age', '31536000'));
  expect(numbers(await sentence('max-age-over-cap', year))).toEqual([chromium.cap, firefox.cap, webkit.cap]);
});
