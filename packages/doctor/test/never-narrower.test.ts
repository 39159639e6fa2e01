import { BROWSERS, get, type PageRequest, type ProbedExchange, simulate } from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, respond, responsesOf } from '@corsmith/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose } from '../src/index.js';
import { type Script, serve } from './scripted-server.js';

/** `RUNS=2000` for more. */
const RUNS = Number(process.env.RUNS ?? 12);

const ORIGINS = [
  'https://app.example.com',
  'http://localhost:3000',
  'http://localhost:5173',
  'https://www.example.com',
];
const METHODS = ['PUT', 'PATCH', 'DELETE', 'QUERY'];
const HEADERS = ['authorization', 'content-type', 'x-api-key', 'x-trace'];
const EXPOSED = ['x-total', 'etag'];

const some = <T>(values: readonly T[], minLength = 0) => fc.subarray([...values], { minLength });

const policies: fc.Arbitrary<PolicyConfig> = fc
  .record({
    origins: fc.oneof(fc.constant('*' as const), some(ORIGINS, 1)),
    credentials: fc.boolean(),
    methods: some(METHODS),
    requestHeaders: fc.oneof(fc.constant('*' as const), some(HEADERS)),
    responseHeaders: some(EXPOSED),
    maxAge: fc.constantFrom(0, 600, 86_400),
  })
  .map(({ credentials, ...policy }) => ({ ...policy, ...(policy.origins !== '*' && { credentials }) }) as PolicyConfig);

const pages = fc.record({
  origin: fc.constantFrom(...ORIGINS),
  method: fc.constantFrom('GET', 'POST', ...METHODS),
  names: some(HEADERS),
  credentials: fc.constantFrom('include', 'omit'),
  read: some(EXPOSED),
});

/** A server with that policy, and a framework's own headers. */
const serverOf =
  (config: PolicyConfig): Script =>
  ({ method = 'GET', headers }) => {
    const response = respond(createPolicy(config), {
      method,
      headers: (name) => {
        const value = headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(', ') : value;
      },
    });
    const lines = [...response.headers, ['X-Total', '3'], ['ETag', '"1"']] as const;
    return response.kind === 'preflight'
      ? { status: response.status ?? 204, headers: lines }
      : { status: 200, headers: lines, body: '{}' };
  };

const isAllowed = async (page: PageRequest, config: PolicyConfig) =>
  (await Promise.all(BROWSERS.map((engine) => simulate(page, responsesOf(createPolicy(config)), { engine })))).every(
    ({ allowed }) => allowed,
  );

/** What a page of that origin requests, as an exchange shows it. */
const pageOf = ({ request }: ProbedExchange, credentials: PageRequest['credentials']): PageRequest => {
  const names = get(request.headers, 'access-control-request-headers')?.split(',') ?? [];
  return {
    origin: get(request.headers, 'origin') ?? '',
    url: request.url,
    method: get(request.headers, 'access-control-request-method') ?? request.method,
    headers: names.map((name) => [name, name === 'content-type' ? 'application/json' : '1'] as const),
    ...(credentials && { credentials }),
  };
};

test('what a server allowed before, as the exchanges show, its policy with the fix allows too, and the request passes', async () => {
  let fixed = 0;
  await fc.assert(
    fc.asyncProperty(policies, pages, async (before, { origin, method, names, credentials, read }) => {
      const { url, close } = await serve(serverOf(before));
      const page: PageRequest = {
        origin,
        url: `${url}/users`,
        method,
        credentials: credentials as 'include' | 'omit',
        headers: names.map((name) => [name, name === 'content-type' ? 'application/json' : '1'] as const),
        ...(method !== 'GET' && { body: '{}' }),
      };
      const diagnosis = await diagnose(page, { send: true, read });
      await close();
      const { policy: after, exchanges, causes } = diagnosis;
      if (!after) {
        expect(causes).toEqual([]);
        return;
      }
      fixed++;
      expect(causes[0]?.change).toBeTruthy();
      expect(await isAllowed(page, after), 'the request passes').toBe(true);
      expect(after.responseHeaders ?? []).toEqual(expect.arrayContaining(read));
      for (const exchange of exchanges.filter(({ request }) => get(request.headers, 'origin') !== undefined))
        for (const one of ['omit', 'include'] as const) {
          const other = pageOf(exchange, one);
          // Browsers force this: with credentials, * can't stay.
          const isForced = before.origins === '*' && credentials === 'include' && other.origin !== origin;
          if (!isForced && (await isAllowed(other, before)))
            expect(await isAllowed(other, after), `${other.method} from ${other.origin}`).toBe(true);
        }
    }),
    { numRuns: RUNS },
  );
  expect(fixed).toBeGreaterThan(RUNS / 4);
}, 120_000);
