import { type HeaderList, type PageRequest, simulate, type WireResponse } from '@corsmith/protocol';
import { createPolicy, responsesOf } from '@corsmith/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageExchange } from '../src/page-exchange.js';
import { MARK, repair } from '../src/repair.js';

const numRuns = Number(process.env.CORSMITH_RUNS ?? 25);
const ORIGIN = 'http://localhost:5173';
const URL = 'http://127.0.0.1:8787/users';

const kinds = fc.constantFrom('preflight' as const, 'actual' as const);
const pages: fc.Arbitrary<PageRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'patch', 'DELETE'),
    names: fc.subarray(['authorization', 'content-type', 'range', 'x-api-key']),
    credentials: fc.constantFrom('include' as const, undefined),
  })
  .map(({ method, names, credentials }) => {
    const requested: HeaderList = [
      ['Access-Control-Request-Method', method],
      ...(names.length > 0 ? [['Access-Control-Request-Headers', names.join(',')] as const] : []),
    ];
    return pageExchange({ method: 'OPTIONS', url: URL, headers: requested }, ORIGIN, credentials)!.request;
  });
const line = fc.tuple(
  fc.constantFrom('origin', 'credentials', 'methods', 'headers').map((name) => `Access-Control-Allow-${name}`),
  fc.constantFrom(
    '*',
    ORIGIN,
    `${ORIGIN}/`,
    'null',
    'true',
    'True',
    'PUT',
    'x-api-key',
    'a b',
    '',
    `${ORIGIN}, ${ORIGIN}`,
  ),
);
const responses: fc.Arbitrary<WireResponse> = fc.record({
  status: fc.constantFrom(200, 204, 301, 401, 404, 500, 502),
  headers: fc.array(line, { maxLength: 5 }),
});

/** Which engines allow the page, given this response for `kind` and an allowing one for the other. */
const allowing = async (page: PageRequest, kind: 'preflight' | 'actual', response: WireResponse) => {
  const policy = createPolicy({
    origins: [ORIGIN],
    credentials: true,
    methods: ['PUT', 'PATCH', 'DELETE'],
    requestHeaders: '*',
  });
  const allows = responsesOf(policy);
  const method = page.method === 'patch' ? 'PATCH' : page.method!;
  const outcomes = await Promise.all(
    (['chromium', 'firefox', 'webkit'] as const).map((engine) =>
      simulate(
        kind === 'actual' ? { ...page, method } : page,
        async (wire) => (wire.kind === kind ? response : allows(wire)),
        { engine },
      ),
    ),
  );
  return outcomes.map(({ allowed }) => allowed);
};

test('a repaired response allows the page in every browser', async () => {
  await fc.assert(
    fc.asyncProperty(pages, kinds, responses, async (page, kind, response) => {
      const repaired = await repair(page, kind, response);
      // A redirect without a place to go to is beyond repair.
      if (kind === 'actual' && response.status === 301) return;
      expect(await allowing(page, kind, repaired)).toEqual([true, true, true]);
      expect((await repair(page, kind, repaired)).changed).toEqual([]);
      const marks = repaired.headers.filter(([name]) => name === MARK);
      expect(marks.map(([, value]) => value)).toEqual(repaired.changed.length > 0 ? [repaired.changed.join('; ')] : []);
    }),
    { numRuns },
  );
});

test('nothing that was right in it is changed', async () => {
  await fc.assert(
    fc.asyncProperty(pages, kinds, responses, async (page, kind, response) => {
      const { changed, headers, status } = await repair(page, kind, response);
      const others = (lines: HeaderList) => lines.filter(([name]) => !changed.includes(name.toLowerCase()));
      expect(others(headers).filter(([name]) => name !== MARK && name !== 'Access-Control-Expose-Headers')).toEqual(
        others(response.headers),
      );
      if (!changed.includes('status')) expect(status).toBe(response.status);
      if (changed.length === 0) expect(headers).toEqual(response.headers);
    }),
    { numRuns },
  );
});

test('the responses of a policy that allows the page are untouched', async () => {
  const policy = createPolicy({
    origins: [ORIGIN],
    credentials: true,
    methods: ['PUT', 'DELETE'],
    requestHeaders: ['x-api-key', 'content-type', 'authorization'],
  });
  for (const method of ['GET', 'PUT', 'DELETE'])
    for (const credentials of ['include', 'omit'] as const) {
      const page: PageRequest = { origin: ORIGIN, url: URL, method, headers: [['x-api-key', '1']], credentials };
      const { exchanges } = await simulate(page, responsesOf(policy), { engine: 'chromium' });
      expect(exchanges).toHaveLength(2);
      for (const { request, response } of exchanges)
        expect((await repair(page, request.kind, response!)).changed).toEqual([]);
    }
});

test('the request of a page is read from what the browser sent', async () => {
  await fc.assert(
    fc.asyncProperty(pages, async (page) => {
      const { exchanges } = await simulate(page, async () => ({ status: 404, headers: [] }), { engine: 'chromium' });
      const [{ request }] = exchanges as [(typeof exchanges)[0]];
      expect(pageExchange(request, ORIGIN, page.credentials)).toEqual({ kind: 'preflight', request: page });
    }),
    { numRuns },
  );
});
