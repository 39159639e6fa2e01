import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as protocol from '../src/index.js';
import {
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  type HeaderList,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  type Outcome,
  originDifference,
  originOf,
  originProblem,
  type PageRequest,
  PreflightCache,
  ProtocolError,
  type Send,
  simulate,
  type WireResponse,
} from '../src/index.js';
import { SAFELISTED_TOTAL_LIMIT, SAFELISTED_VALUE_LIMIT } from '../src/safelist.js';
import { pageRequest, responses, sendFrom } from './arbitrary-exchanges.js';

const ENGINES = ['standard', 'chromium', 'firefox', 'webkit'] as const;

/** RUNS=10000 for a long run. */
const RUNS = Number(process.env.RUNS ?? 200);

/** The first request and the twenty redirects that follow it. */
const MOST_HOPS = 21;

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('null', 'https://a', 'data:,x', '*'),
);
const anyHeaders: fc.Arbitrary<HeaderList> = fc.array(
  fc.tuple(
    fc.oneof(
      anyText,
      fc.constantFrom(
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
        'Access-Control-Allow-Methods',
        'Access-Control-Allow-Headers',
        'Access-Control-Expose-Headers',
        'Access-Control-Max-Age',
        'Location',
        'Content-Type',
        'Range',
      ),
    ),
    anyText,
  ),
  { maxLength: 6 },
);
const anyRequest: fc.Arbitrary<PageRequest> = fc.oneof(
  pageRequest,
  fc.record(
    {
      origin: anyText,
      url: fc.oneof(fc.webUrl(), anyText),
      method: anyText,
      headers: anyHeaders,
      body: fc.oneof(anyText, fc.uint8Array({ maxLength: 8 })),
    },
    { requiredKeys: ['origin', 'url'] },
  ),
);
const anyResponse: fc.Arbitrary<WireResponse> = fc.record({
  status: fc.oneof(fc.integer({ min: 100, max: 599 }), fc.integer()),
  headers: anyHeaders,
});

/** What holds for every outcome. */
function expectSound(outcome: Outcome): void {
  const { allowed, response, block, exchanges } = outcome;
  expect(allowed).toBe(response !== undefined);
  expect(allowed).toBe(block === undefined);
  expect(exchanges.filter(({ request }) => request.kind === 'actual').length).toBeLessThanOrEqual(MOST_HOPS);
  if (block) expect(block.exchange < exchanges.length && block.exchange >= -1).toBe(true);
  for (const { request } of exchanges) {
    expect(URL.canParse(request.url)).toBe(true);
    const requested = request.headers.find(([name]) => name === 'Access-Control-Request-Headers')?.[1].split(',') ?? [];
    expect(requested).toEqual(requested.map(byteLowercase).sort());
  }
}

describe.each(ENGINES)('%s', (engine) => {
  test('decides every exchange, or says in a ProtocolError what is wrong with the request', async () => {
    const cache = new PreflightCache({ limit: 4 });
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        fc.oneof(responses, fc.array(anyResponse, { minLength: 1, maxLength: 3 })),
        async (request, list) => {
          try {
            expectSound(await simulate(request, sendFrom(list), { engine, cache }));
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
            expect(error.text === request.url || error.text === request.origin).toBe(true);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('ends, wherever servers redirect to', async () => {
    await fc.assert(
      fc.asyncProperty(pageRequest, fc.array(fc.webUrl(), { minLength: 1, maxLength: 3 }), async (request, places) => {
        let hop = 0;
        const send: Send = async ({ kind }) => ({
          status: kind === 'preflight' ? 204 : 307,
          headers: [
            ['Access-Control-Allow-Origin', '*'],
            ['Access-Control-Allow-Methods', '*'],
            ['Access-Control-Allow-Headers', '*'],
            ['Location', places[hop++ % places.length] as string],
          ],
        });
        const outcome = await simulate({ ...request, credentials: 'omit' }, send, { engine });
        expectSound(outcome);
        expect(outcome.exchanges.length).toBeLessThanOrEqual(2 * MOST_HOPS);
      }),
      { numRuns: RUNS / 5 },
    );
  });

  // A quadratic step would take far longer.
  test('takes time linear in the length of the response', async () => {
    for (const piece of [' ', ',', 'a,', '"', '\t,', 'https://', '\xff']) {
      const value = piece.repeat(50_000 / piece.length);
      const names = ['Origin', 'Credentials', 'Methods', 'Headers'].map((name) => `Access-Control-Allow-${name}`);
      const headers = [...names, 'Access-Control-Max-Age', 'Access-Control-Expose-Headers', 'Location', 'Content-Type'];
      const start = performance.now();
      for (const status of [204, 302])
        await simulate(
          { origin: 'https://a', url: 'https://b/', method: 'PUT', headers: [['X-A', '1']], credentials: 'include' },
          async () => ({ status, headers: headers.map((name) => [name, value]) }),
          { engine },
        );
      expect(performance.now() - start).toBeLessThan(4000);
    }
  });
});

describe('engines agree on what is plain', () => {
  const plain = fc.record({
    allowOrigin: fc.constantFrom(undefined, '*', 'https://app.example.com', 'https://other.example', 'null', 'yes'),
    allowCredentials: fc.constantFrom(undefined, 'true', 'True'),
    allowMethods: fc.constantFrom(undefined, '*', 'PUT, DELETE', 'put', 'GET'),
    allowHeaders: fc.constantFrom(undefined, '*', 'x-api-key', 'X-Api-Key, Content-Type', 'content-type'),
    preflightStatus: fc.constantFrom(200, 204, 404, 500),
    status: fc.constantFrom(200, 201, 404, 500),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
    headers: fc.subarray<readonly [string, string]>([
      ['X-Api-Key', '1'],
      ['Content-Type', 'application/json'],
      ['Accept', 'text/plain'],
    ]),
    credentials: fc.constantFrom('omit', 'same-origin', 'include' as const),
  });
  test('allowed in one is allowed in all', async () => {
    await fc.assert(
      fc.asyncProperty(plain, async ({ preflightStatus, status, method, headers, credentials, ...allow }) => {
        const lines = Object.entries({
          'Access-Control-Allow-Origin': allow.allowOrigin,
          'Access-Control-Allow-Credentials': allow.allowCredentials,
          'Access-Control-Allow-Methods': allow.allowMethods,
          'Access-Control-Allow-Headers': allow.allowHeaders,
        }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
        const send: Send = async ({ kind }) => ({
          status: kind === 'preflight' ? preflightStatus : status,
          headers: lines,
        });
        const request: PageRequest = {
          origin: 'https://app.example.com',
          url: 'https://api.example.com/users',
          method,
          headers,
          credentials: credentials as NonNullable<PageRequest['credentials']>,
        };
        const outcomes = await Promise.all(ENGINES.map((engine) => simulate(request, send, { engine })));
        expect(new Set(outcomes.map(({ allowed }) => allowed)).size).toBe(1);
        expect(new Set(outcomes.map(({ exchanges }) => exchanges.length)).size).toBe(1);
        for (const outcome of outcomes) expectSound(outcome);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('safelisted request headers', () => {
  const letters = (length: number) => 'a'.repeat(length);

  test('a value of 128 bytes is safe, one of 129 is not', () => {
    expect(isCorsSafelistedRequestHeader('Accept', letters(SAFELISTED_VALUE_LIMIT))).toBe(true);
    expect(isCorsSafelistedRequestHeader('Accept', letters(SAFELISTED_VALUE_LIMIT + 1))).toBe(false);
    expect([SAFELISTED_VALUE_LIMIT, SAFELISTED_TOTAL_LIMIT]).toEqual([128, 1024]);
  });

  test('values of 1024 bytes together are safe, of one more all become unsafe', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: SAFELISTED_VALUE_LIMIT }), { maxLength: 12 }), (lengths) => {
        const headers = lengths.map(
          (length, i) => [['Accept', 'Accept-Language', 'Content-Language'][i % 3] as string, letters(length)] as const,
        );
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const expected =
          total > SAFELISTED_TOTAL_LIMIT ? [...new Set(headers.map(([name]) => byteLowercase(name)))].sort() : [];
        expect(corsUnsafeRequestHeaderNames(headers)).toEqual(expected);
      }),
    );
    const eight = (last: number): HeaderList => [
      ...Array.from({ length: 7 }, () => ['Accept', letters(128)] as const),
      ['Accept', letters(last)],
    ];
    expect(corsUnsafeRequestHeaderNames(eight(128))).toEqual([]);
    expect(corsUnsafeRequestHeaderNames([...eight(128), ['Accept-Language', 'e']])).toEqual([
      'accept',
      'accept-language',
    ]);
  });
});

describe('originDifference', () => {
  test('finds the first character that differs', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl().map((url) => originOf(url) ?? url),
          anyText,
        ),
        anyText,
        fc.nat(),
        (wanted, other, cut) => {
          const value = fc.sample(
            fc.constantFrom(other, wanted, wanted.slice(0, cut % (wanted.length + 1)) + other),
            1,
          )[0] as string;
          const difference = originDifference(wanted, value);
          expect(difference === undefined).toBe(wanted === value);
          if (!difference) return;
          expect(value.slice(0, difference.at)).toBe(wanted.slice(0, difference.at));
          expect(value[difference.at]).not.toBe(wanted[difference.at]);
        },
      ),
    );
  });

  test.each([
    ['https://app.example.com/', 'trailing-slash'],
    ['https://app.example.com/path', 'path'],
    ['http://app.example.com', 'scheme'],
    ['app.example.com', 'missing-scheme'],
    ['https://www.example.com', 'host'],
    ['https://app.example.com:8443', 'port'],
    ['https://app.example.com:443', 'default-port'],
    ['HTTPS://App.Example.com', 'case'],
    ['https://app. example.com', 'whitespace'],
    ['"https://app.example.com"', 'quotes'],
  ])('%s differs by %s', (value, part) => {
    expect(originDifference('https://app.example.com', value)).toMatchObject({ part });
  });
});

test('a suggested origin is one, and what is one has no problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), anyText), (text) => {
      const problem = originProblem(text);
      if (problem?.suggestion !== undefined) expect(originProblem(problem.suggestion)).toBeUndefined();
      const origin = originOf(text);
      if (origin !== undefined) expect(originProblem(origin)).toBeUndefined();
    }),
  );
});

test('no exported function of texts throws', () => {
  const { ProtocolError: _, PreflightCache: __, simulate: ___, byBrowser: ____, ...rest } = protocol;
  const functions = Object.values(rest).filter((value) => typeof value === 'function') as ((
    ...args: unknown[]
  ) => unknown)[];
  expect(functions.length).toBeGreaterThan(20);
  const { contains, extractTokenList, get, getLines, remove } = protocol;
  const ofHeaders = [contains, extractTokenList, get, getLines, remove];
  fc.assert(
    fc.property(anyHeaders, anyText, anyText, (headers, first, second) => {
      for (const one of functions) {
        if (ofHeaders.includes(one as never)) one(headers, first, second);
        else if (one === (protocol.corsUnsafeRequestHeaderNames as unknown)) one(headers);
        else if (one === (protocol.serializeOrigin as unknown)) URL.canParse(first) && one(new URL(first));
        else if (one === (protocol.judgeCookie as unknown))
          one(
            first,
            { page: second, url: 'https://api.example.com/', credentials: 'include' },
            protocol.COOKIE_RULES.webkit,
          );
        else if (one === (protocol.cookieRulesOf as unknown)) one('firefox', first);
        else one(first, second);
      }
    }),
    { numRuns: 300 },
  );
  expect(isForbiddenRequestHeader('Origin', '')).toBe(true);
});
