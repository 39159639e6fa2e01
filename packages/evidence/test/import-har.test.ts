import { type PageRequest, simulate } from '@corsmith/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importJson } from '../src/har.js';
import { harChains } from '../src/har-chains.js';
import type { HarEntry } from '../src/har-file.js';
import { ImportError } from '../src/import-error.js';
import type { ImportedRequest } from '../src/imported-request.js';
import { jsonProblem } from '../src/json-problem.js';
import { replay } from '../src/replay.js';
import { entry, har, preflight } from './har-entries.js';

const USERS = 'https://api.example.com/users';
const ALLOWED = { 'access-control-allow-origin': 'https://app.example.com' };
const ALLOWED_PUT = {
  ...ALLOWED,
  'access-control-allow-methods': 'PUT',
  'access-control-allow-headers': 'content-type',
};

/** What Chromium does with the saved responses. */
const judged = ({ request, recorded = [] }: ImportedRequest) =>
  simulate(request as PageRequest, replay(recorded), { engine: 'chromium' });

test('a request comes with its preflight, without what the browser added', async () => {
  const [found, ...more] = importJson(
    har(
      entry('PUT', USERS, {
        request: { 'content-type': 'application/json', 'x-proxy-id': '7', cookie: 'a=b' },
        body: '{"name":"Zoë"}',
        response: ALLOWED,
      }),
      preflight('PUT', USERS, 'content-type', { status: 204, response: ALLOWED_PUT }),
    ),
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    source: 'har',
    request: {
      origin: 'https://app.example.com',
      url: USERS,
      method: 'PUT',
      // The preflight does not list X-Proxy-Id: something after the page added it.
      headers: [['content-type', 'application/json']],
      body: '{"name":"Zoë"}',
      credentials: 'include',
      initiator: 'fetch',
    },
    recorded: [
      { request: { kind: 'preflight', method: 'OPTIONS' }, response: { status: 204 } },
      { request: { kind: 'actual', method: 'PUT' }, response: { status: 200 } },
    ],
  });
  expect(await judged(found!)).toMatchObject({ block: { code: 'InvalidAllowCredentials', stage: 'preflight' } });
});

test('the saved responses are judged as the browser judged them', async () => {
  const found = importJson(
    har(
      entry('GET', USERS, { response: { ...ALLOWED, 'access-control-allow-origin': 'https://app.example.com/' } }),
      preflight('DELETE', USERS, '', { status: 404 }),
      entry('DELETE', USERS, { status: 0, error: 'net::ERR_FAILED' }),
      entry('GET', 'https://app.example.com/api/old', {
        status: 302,
        response: { location: 'https://api.example.com/new#top' },
      }),
      entry('GET', 'https://api.example.com/new', { type: 'xhr', response: {} }),
      entry('PATCH', 'https://api.example.com/cached', { request: { 'x-id': '1' }, response: ALLOWED }),
    ),
  );
  const outcomes = await Promise.all(found.map(judged));
  expect(outcomes.map(({ allowed, block }) => (allowed ? 'allowed' : block?.code))).toEqual([
    'AllowOriginMismatch',
    'MissingAllowOriginHeader',
    'MissingAllowOriginHeader',
    // Its preflight was in the browser's cache.
    'allowed',
  ]);
  expect(outcomes[2]?.exchanges.map(({ request }) => request.url)).toEqual([
    'https://app.example.com/api/old',
    'https://api.example.com/new',
  ]);
});

test('what CORS does not decide on is left out', () => {
  const text = har(
    entry('GET', 'https://app.example.com/', { type: 'document', request: { 'sec-fetch-mode': 'navigate' } }),
    entry('GET', 'https://app.example.com/api/users'),
    entry('GET', 'https://cdn.example.com/logo.png', { type: 'image', request: { 'sec-fetch-mode': 'no-cors' } }),
    entry('GET', 'wss://api.example.com/live', { type: 'websocket' }),
    entry('GET', 'https://cdn.example.com/inter.woff2', { type: 'font', request: { 'sec-fetch-dest': 'font' } }),
  );
  expect(importJson(text).map(({ request }) => [request.url, request.initiator])).toEqual([
    ['https://cdn.example.com/inter.woff2', 'font'],
  ]);
});

test('where several requests go to one URL, each keeps its own preflight', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('PUT', 'DELETE'), fc.constantFrom('before', 'after', 'cached')), {
        minLength: 1,
        maxLength: 12,
      }),
      (requests) => {
        const entries = requests.flatMap(([method, where], i) => {
          const actual = entry(method, USERS, { request: { 'x-id': String(i) }, response: ALLOWED });
          const sent = preflight(method, USERS, 'x-id', { response: { ...ALLOWED, 'x-preflight-of': String(i) } });
          return where === 'cached' ? [actual] : where === 'before' ? [sent, actual] : [actual, sent];
        });
        const found = importJson(har(...entries));
        expect(found.map(({ request }) => request.headers?.[0]?.[1])).toEqual(requests.map((_, i) => String(i)));
        const preflights = found.flatMap(({ recorded = [] }) =>
          recorded.filter(({ request }) => request.kind === 'preflight'),
        );
        expect(preflights).toHaveLength(requests.filter(([, where]) => where !== 'cached').length);
        for (const { request, recorded = [] } of found)
          for (const exchange of recorded) {
            const requested = exchange.request.headers.find(([name]) => name === 'access-control-request-method')?.[1];
            if (requested !== undefined) expect(requested).toBe(request.method);
          }
      },
    ),
  );
});

test('secrets stay as they are, and are marked', () => {
  const [found] = importJson(
    har(
      entry('GET', USERS, {
        request: { authorization: 'Bearer abc', 'x-api-key': 'k', 'x-id': '1' },
        response: ALLOWED,
      }),
    ),
  );
  expect(found).toMatchObject({
    request: {
      headers: [
        ['authorization', 'Bearer abc'],
        ['x-api-key', 'k'],
        ['x-id', '1'],
      ],
    },
    secrets: ['authorization', 'x-api-key'],
  });
});

describe('a broken HAR says what is wrong and where', () => {
  const whole = har(entry('GET', USERS, { response: ALLOWED }), entry('GET', USERS));
  test.each<[string, string, object]>([
    ['broken off', whole.slice(0, whole.length / 2), { line: expect.any(Number), column: expect.any(Number) }],
    [
      'a comma too many',
      whole.replace('"log": {', '"log": {,'),
      { line: 2, column: 11, text: expect.stringContaining('{,') },
    ],
    ['no JSON', 'GET / HTTP/1.1', { line: 1, column: 1 }],
    ['empty', '', { line: 1, column: 1 }],
    ['another JSON', '{"name":"x"}', { path: 'log' }],
    ['null', 'null', { path: 'log' }],
    ['no entries', '{"log":{"version":"1.2"}}', { path: 'log.entries' }],
    ['an entry that is none', har(entry('GET', USERS), { nothing: true }), { path: 'log.entries[1].request.method' }],
    [
      'a URL that is none',
      har({ ...entry('GET', USERS), request: { method: 'GET', url: 7, headers: [] } }),
      { path: 'log.entries[0].request.url' },
    ],
    [
      'headers as an object',
      har({ ...entry('GET', USERS), response: { status: 200, headers: { a: 'b' } } }),
      { path: 'log.entries[0].response.headers' },
    ],
  ])('%s', (_, text, problem) => {
    const attempt = () => importJson(text);
    expect(attempt).toThrow(ImportError);
    try {
      attempt();
    } catch (error) {
      expect((error as ImportError).problems[0]).toMatchObject({
        message: expect.stringMatching(/^[A-Z].*\.$/),
        ...problem,
      });
    }
  });

  test('the place is where JSON.parse stops', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', 'x', '}', ']', '\\', '\n', '0'),
        (json, where, piece) => {
          const at = where % (json.length + 1);
          const text = json.slice(0, at) + piece + json.slice(at + (piece === '' ? 1 : 0));
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          const fault = jsonProblem(text);
          expect(fault === undefined, text).toBe(isJson);
          const position = isJson ? undefined : /at position (\d+)/.exec(messageOf(() => JSON.parse(text)))?.[1];
          // A number or a word counts as a whole here, and V8 names the character in it.
          const [first, last] = [fault?.at ?? 0, Number(position ?? fault?.at ?? 0)].sort((a, b) => a - b);
          expect(text.slice(first, last)).toMatch(/^[\w.+\\"-]*$/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  function messageOf(attempt: () => unknown): string {
    try {
      attempt();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('at most ten problems are listed', () => {
    try {
      importJson(har(...Array.from({ length: 1000 }, () => ({}))));
      expect.unreachable();
    } catch (error) {
      expect((error as ImportError).problems.length).toBeLessThan(15);
    }
  });
});

test('20,000 entries take time in proportion', () => {
  const sized = (count: number) =>
    Array.from({ length: count / 2 }, (_, i) => [
      preflight('PUT', `${USERS}/${i % 10}`, 'x-id', { status: 302, response: { location: USERS } }),
      entry('PUT', `${USERS}/${i % 10}`, { status: 302, response: { location: `${USERS}/${i % 7}` } }),
    ]).flat();
  const duration = (entries: readonly HarEntry[]) => {
    const start = performance.now();
    harChains(entries);
    return performance.now() - start;
  };
  const small = sized(1000);
  duration(small);
  // Many requests to few URLs: looking for each one's preflight among all would take four hundred times as long.
  expect(duration(sized(20_000))).toBeLessThan(Math.max(20, duration(small)) * 100);
});
