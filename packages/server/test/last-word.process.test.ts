import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPolicy, type Policy } from '../src/index.js';
import type { Listening, Meddling } from './servers/listening.js';
import { SERVERS } from './servers/servers.js';
import { send, sendHttp2, values, varies, type Wire } from './wire.js';

const APP = 'https://app.example.com';
const ORIGINS = { allowed: APP, denied: 'https://evil.example', none: undefined };

const common = { methods: ['PUT'], requestHeaders: ['X-Api-Key'], responseHeaders: ['X-Request-Id'], maxAge: 600 };
const POLICIES = {
  credentials: createPolicy({ ...common, origins: [APP, 'https://www.example.com'], credentials: true }),
  'no credentials': createPolicy({ ...common, origins: [APP, 'https://www.example.com'] }),
  'one origin': createPolicy({ ...common, origins: [APP] }),
  'nothing but origins': createPolicy({ origins: [APP, 'https://www.example.com'] }),
};

const RESPONSES: ReadonlyArray<readonly [number, { path: string; method?: string; body?: string }]> = [
  [200, { path: '/ok' }],
  [404, { path: '/missing' }],
  [413, { path: '/upload', method: 'POST', body: JSON.stringify({ text: 'more than ten bytes' }) }],
  [500, { path: '/throws' }],
  [200, { path: '/stream' }],
  [302, { path: '/redirect' }],
  [204, { path: '/ok', method: 'OPTIONS' }],
];

type Lines = Readonly<Record<string, readonly string[]>>;

const EXPOSED = 'access-control-expose-headers';

/** Every CORS header that the documentation promises, and no other. */
function promised({ config }: Policy, origin: string | undefined, isPreflight: boolean) {
  const isStatic = config.origins.length === 1;
  const allows = origin === APP || isStatic;
  const { credentials, methods, requestHeaders, responseHeaders, maxAge } = config;
  const list = (names: unknown) => (names ? [String(names).toLowerCase()] : []);
  return {
    'access-control-allow-origin': allows ? [APP] : [],
    'access-control-allow-credentials': allows && credentials ? ['true'] : [],
    // One of these: where the policy names none, a route's own stand.
    [EXPOSED]: !allows || isPreflight ? [[]] : responseHeaders ? [list(responseHeaders)] : [[], ['*']],
    ...(isPreflight && {
      'access-control-allow-methods': allows ? [methods?.join() ?? 'GET,HEAD,POST'] : [],
      'access-control-allow-headers': allows ? list(requestHeaders) : [],
      'access-control-max-age': allows && maxAge !== undefined ? [`${maxAge}`] : [],
    }),
  };
}

const seen = (wire: Wire, names: readonly string[]): Lines =>
  Object.fromEntries(names.map((name) => [name, values(wire, name)]));

describe.each(Object.entries(SERVERS))('%s: the policy has the last word', (name, start) => {
  beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());
  afterEach(() => void vi.restoreAllMocks());

  describe.each<Meddling>(['earlier', 'later'])('a middleware registered %s', (meddling) => {
    let server: Listening;
    let policy: Policy;
    beforeAll(async () => {
      server = await start(() => policy, meddling);
    });
    afterAll(() => server.close());

    test.each(Object.entries(POLICIES))('%s', async (_policy, given) => {
      policy = given;
      const sendTo = name === 'node:http2' ? sendHttp2 : send;
      const cases = RESPONSES.flatMap(([status, request]) =>
        Object.entries(ORIGINS).map(([who, origin]) => ({ status, request, who, origin })),
      );
      await Promise.all(
        cases.map(async ({ status, request, who, origin }) => {
          const isPreflight = request.method === 'OPTIONS' && origin !== undefined;
          const headers = {
            ...(origin && { origin }),
            ...(request.body && { 'content-type': 'application/json' }),
            ...(isPreflight && { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-any' }),
          };
          const wire = await sendTo(server.port, { ...request, headers });
          const what = `${request.method ?? 'GET'} ${request.path} ${who}`;
          if (request.method !== 'OPTIONS' || isPreflight) expect(wire.status, what).toBe(status);
          const { [EXPOSED]: exposed, ...wanted } = promised(given, origin, isPreflight);
          expect(seen(wire, Object.keys(wanted)), what).toEqual(wanted);
          expect(exposed, what).toContainEqual(values(wire, EXPOSED));
          expect(varies(wire), what).toContain('origin');
        }),
      );
    });
  });
});
