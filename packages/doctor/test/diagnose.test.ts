import { expect, test } from 'vitest';
import { diagnose } from '../src/index.js';
import {
  allow,
  changed,
  check,
  ids,
  keyed,
  ORIGIN,
  put,
  right,
  type Script,
  serve,
  silent,
  status,
  without,
} from './scripted-server.js';

test('a request that every engine allows has no cause', async () => {
  const diagnosis = await check(right, { ...put, credentials: 'include' }, { send: true });
  expect(diagnosis.causes).toEqual([]);
  expect(diagnosis.verdict).toMatchObject({
    chromium: { allowed: true },
    firefox: { allowed: true },
    webkit: { allowed: true },
  });
});

test('several causes come in the order in which the browser meets them, with what it does after each fix', async () => {
  const script: Script = (request) =>
    request.method === 'OPTIONS' ? { status: 405, headers: [] } : changed('actual', allow(`${ORIGIN}/`))(request);
  const { causes, verdict } = await check(script, { ...keyed, credentials: 'include' });
  expect(causes.map(({ id }) => id)).toEqual(['preflight-not-handled', 'origin-mismatch']);
  expect(verdict.chromium).toMatchObject({ code: 'MissingAllowOriginHeader', stage: 'preflight', exchange: 0 });
  expect(causes[0]?.allowedAfter).toMatchObject({ chromium: { allowed: false, code: 'AllowOriginMismatch' } });
  expect(causes[1]?.allowedAfter).toEqual({
    chromium: { allowed: true },
    firefox: { allowed: true },
    webkit: { allowed: true },
  });
});

test('every missing name is reported at once', async () => {
  const script = changed('preflight', without('Access-Control-Allow-Methods', 'Access-Control-Allow-Headers'));
  const { causes } = await check(script, { ...put, headers: [...(put.headers ?? []), ['X-Api-Key', 'k']] });
  expect(causes.map(({ id }) => id)).toEqual(['method-not-allowed', 'header-not-allowed']);
  expect(causes[1]?.explanation).toContain('content-type, x-api-key');
});

test('a cause that shows in several places is reported once, with the evidence of each', async () => {
  const { causes } = await check(changed('both', allow('https://b.example')), keyed);
  expect(causes.map(({ id }) => id)).toEqual(['origin-mismatch']);
  expect(causes[0]?.evidence.map(({ exchange }) => exchange)).toEqual([0, 1]);
});

test('a browser that blocks alone has its own cause', async () => {
  const { verdict, causes } = await check(right, { headers: [['DPR', '2']] });
  expect(verdict).toMatchObject({
    chromium: { allowed: true },
    firefox: { allowed: false },
    webkit: { allowed: false },
  });
  expect(causes.map(({ id }) => id)).toEqual(['header-not-allowed']);
});

test('nothing that may change the server is sent except on request', async () => {
  const seen: string[] = [];
  const script: Script = (request) => {
    seen.push(request.method ?? '');
    return right(request);
  };
  const held = await check(script, put);
  expect(new Set(seen.splice(0))).toEqual(new Set(['OPTIONS', 'GET']));
  expect(held.unsent).toEqual({ method: 'PUT' });
  await check(script, put, { extraProbes: false });
  expect(seen.splice(0)).toEqual(['OPTIONS']);
  await check(script, put, { send: true, extraProbes: false });
  expect(seen).toEqual(['OPTIONS', 'PUT']);
});

test.each([
  ['it is right', right, ''],
  ['nothing allows it', changed('both', silent), 'MissingAllowOriginHeader'],
  ['a GET instead is allowed, with other headers', changed('actual', silent), 'MissingAllowOriginHeader'],
  ['it is not there', changed('both', silent, status(404)), 'MissingAllowOriginHeader'],
] satisfies [string, Script, string][])(
  'a POST without preflight that was not sent is not known, in every engine: %s',
  async (_, script, hint) => {
    const { verdict, causes, unsent } = await check(script, { method: 'POST', body: 'a=b' }, { read: ['X-Total'] });
    expect(unsent).toEqual({ method: 'POST' });
    expect(causes).toEqual([]);
    const [first, ...others] = Object.values(verdict);
    expect(others).toEqual([first, first, first]);
    expect(first).toMatchObject({ allowed: null, messages: [] });
    expect(first?.unknownBecause).toMatch(/^No preflight is needed\. POST was not sent, because it may change data\./);
    expect(first?.unknownBecause).toContain('whether the page can read X-Total is not known. Send it with --send.');
    expect(first?.unknownBecause).toContain(hint);
  },
);

test('a request that was not sent: its preflight alone decides', async () => {
  const passes = await check(changed('actual', silent), put);
  expect(Object.values(passes.verdict).map(({ allowed }) => allowed)).toEqual([null, null, null, null]);
  expect(passes.verdict.chromium.unknownBecause).toMatch(/^The preflight is allowed\. PUT was not sent/);
  expect(passes.causes).toEqual([]);
  const fails = await check(changed('preflight', silent), put);
  expect(Object.values(fails.verdict).map(({ allowed }) => allowed)).toEqual([false, false, false, false]);
  expect(fails.causes).not.toEqual([]);
});

test('what is certain of a request that was not sent is said', async () => {
  expect(ids(await check(right, { method: 'POST', mode: 'no-cors', body: 'a' }))).toEqual(['opaque-response']);
  const { url } = await serve(right);
  expect(ids(await diagnose({ origin: new URL(url).origin, url, method: 'POST' }))).toEqual(['same-origin']);
});

test('the fix names the stack of the response and only the values of this request', async () => {
  const script: Script = () => ({ status: 200, headers: [['X-Powered-By', 'Express']] });
  const { causes } = await check(script, { credentials: 'include' });
  const [file] = causes[0]?.fix?.files ?? [];
  expect(file?.code).toContain(`origin: ['${ORIGIN}']`);
  expect(file?.code).toContain('credentials: true');
  expect(file?.code).toContain('allowedHeaders: [],');
  const fromNull = await check(script, { origin: 'null' });
  expect(fromNull.causes[0]).not.toHaveProperty('fix');
});

test('a server that does not response is no matter of CORS', async () => {
  const { url, close } = await serve(right);
  await close();
  expect(ids(await diagnose({ origin: ORIGIN, url }))).toEqual(['connection-refused']);
});

test('an exchange that only some browsers send names them, and each browser sends one of the preflights', async () => {
  const headers = [
    ['X-Id', '1'],
    ['X-Id', '2'],
  ] as const;
  const { exchanges } = await check(right, { headers });
  const preflights = exchanges.filter(({ request, why }) => request.kind === 'preflight' && why === undefined);
  expect(preflights.length).toBeGreaterThan(1);
  expect(preflights.flatMap(({ browsers = [] }) => browsers).sort()).toEqual(['chromium', 'firefox', 'webkit']);
  const plain = await check(right, {});
  expect(plain.exchanges.every(({ browsers }) => browsers === undefined)).toBe(true);
});
