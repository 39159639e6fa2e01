import type { ProbedExchange } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { detectStacks } from '../src/catalogue.js';

type Line = readonly [name: string, value: string];

const exchange = (headers: readonly Line[], { status = 200, body = '', host = 'api.example.com' } = {}) =>
  ({
    request: { kind: 'actual', url: `https://${host}/users`, method: 'GET', headers: [], credentials: false },
    response: { status, headers, httpVersion: '1.1', bodyStart: body, bodyTruncated: false },
    durationMs: 1,
    layer: 'front',
  }) satisfies ProbedExchange;

/** The applications that the test bed does not run, or not where they show themselves; the others are shown there. */
test.each<[id: string, seen: ProbedExchange]>([
  ['laravel', exchange([['Set-Cookie', 'laravel_session=eyJpdiI6; path=/; httponly']])],
  ['spring', exchange([], { status: 403, body: 'Invalid CORS request' })],
  [
    'spring',
    exchange([
      ['Vary', 'Origin'],
      ['Vary', 'Access-Control-Request-Method'],
      ['Vary', 'Access-Control-Request-Headers'],
    ]),
  ],
  [
    'spring',
    exchange([], { status: 404, body: '{"timestamp":"2026-01-01T00:00:00Z","status":404,"error":"Not Found"' }),
  ],
  ['aspnet-core', exchange([['Server', 'Kestrel']])],
  ['aspnet-core', exchange([['Server', 'Microsoft-IIS/10.0']])],
  ['quarkus', exchange([], { status: 403, body: 'CORS Rejected - Invalid origin' })],
  ['cloudflare-worker', exchange([], { host: 'app.people.workers.dev' })],
  ['django', exchange([['Server', 'WSGIServer/0.2 CPython/3.11.2']])],
  ['nextjs', exchange([['X-Powered-By', 'Next.js']])],
])('%s shows itself', (id, seen) => {
  expect(detectStacks([seen]).map((stack) => stack.id)).toContain(id);
});

test('what runs on another framework comes before it', () => {
  const nest = exchange([['X-Powered-By', 'Express']], {
    status: 404,
    body: '{"message":"Cannot GET /x","error":"Not Found","statusCode":404}',
  });
  expect(detectStacks([nest]).map(({ id }) => id)).toEqual(['nestjs', 'express']);
});

test("a cookie's value is not shown", () => {
  const seen = exchange([['Set-Cookie', 'laravel_session=secret; path=/']]);
  expect(JSON.stringify(detectStacks([seen]))).not.toContain('secret');
});
