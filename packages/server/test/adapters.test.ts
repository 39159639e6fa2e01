import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPolicy, type PolicySource } from '../src/index.js';
import type { Listening } from './servers/listening.js';
import { SERVERS } from './servers/servers.js';
import { send, sendHttp2, values, varies } from './wire.js';

const APP = 'https://app.example.com';
const OTHER = 'https://other.example';
const STRANGER = 'https://evil.example';

const app = createPolicy({
  origins: [APP, 'https://www.example.com'],
  credentials: true,
  methods: ['PUT'],
  requestHeaders: ['Content-Type', 'X-Api-Key'],
  responseHeaders: ['X-Request-Id'],
  maxAge: 600,
});
const publicPolicy = createPolicy({ origins: '*' });

describe.each(Object.entries(SERVERS))('%s', (name, start) => {
  const sendTo = name === 'node:http2' ? sendHttp2 : send;
  let server: Listening;
  /** Which policy is in force: the server stays up while it changes. */
  let current = app;
  const source: PolicySource = (request) => {
    if (request.url.includes('/untouched')) return undefined;
    return request.url.includes('/foreign?public') ? publicPolicy : current;
  };

  // Where the adapter itself makes the 500, the error goes there.
  beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());
  afterEach(() => void vi.restoreAllMocks());
  beforeAll(async () => {
    server = await start(source);
  });
  afterAll(() => server.close());

  const body = JSON.stringify({ text: 'more than ten bytes' });
  test.each<[string, number, { path: string; method?: string; body?: string }]>([
    ['a page', 200, { path: '/ok' }],
    ['a 404', 404, { path: '/missing' }],
    ['a thrown error', 500, { path: '/throws' }],
    ['a 413 of the framework', 413, { path: '/upload', method: 'POST', body }],
    ['a stream', 200, { path: '/stream' }],
  ])('%s carries the headers', async (_what, status, request) => {
    const type = request.method ? { 'content-type': 'application/json' } : {};
    const wire = await sendTo(server.port, { ...request, headers: { origin: APP, ...type } });
    expect(wire.status).toBe(status);
    expect(values(wire, 'access-control-allow-origin')).toEqual([APP]);
    expect(values(wire, 'access-control-allow-credentials')).toEqual(['true']);
    expect(values(wire, 'access-control-expose-headers')).toEqual(['x-request-id']);
    expect(varies(wire).filter((name) => name === 'origin')).toHaveLength(1);
  });

  test('a stranger and a request without Origin get no CORS headers, but Vary', async () => {
    for (const headers of [{ origin: STRANGER }, {}])
      for (const path of ['/ok', '/foreign', '/throws']) {
        const wire = await sendTo(server.port, { path, headers });
        expect(wire.lines.filter(([name]) => name.startsWith('access-control-'))).toEqual([]);
        expect(varies(wire)).toContain('origin');
      }
  });

  test('what a route sets itself does not duplicate or weaken the headers', async () => {
    const wire = await sendTo(server.port, { path: '/foreign', headers: { origin: APP } });
    expect(wire.status).toBe(200);
    expect(values(wire, 'access-control-allow-origin')).toEqual([APP]);
    expect(values(wire, 'access-control-expose-headers')).toEqual(['x-request-id']);
    expect(varies(wire).sort()).toEqual(['accept-encoding', 'origin']);
  });

  test('a preflight ends with 204, on paths that no route has too', async () => {
    for (const path of ['/ok', '/missing']) {
      const requested = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' };
      const wire = await sendTo(server.port, { path, method: 'OPTIONS', headers: { origin: APP, ...requested } });
      expect([wire.status, wire.body]).toEqual([204, '']);
      expect(values(wire, 'access-control-allow-origin')).toEqual([APP]);
      expect(values(wire, 'access-control-allow-methods')).toEqual(['PUT']);
      expect(values(wire, 'access-control-allow-headers')).toEqual(['content-type,x-api-key']);
      expect(values(wire, 'access-control-max-age')).toEqual(['600']);
      const refused = await sendTo(server.port, {
        path,
        method: 'OPTIONS',
        headers: { origin: STRANGER, ...requested },
      });
      expect(refused.status).toBe(204);
      expect(refused.lines.filter(([name]) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('an OPTIONS that is no preflight goes on to the framework', async () => {
    const wire = await sendTo(server.port, { path: '/missing', method: 'OPTIONS', headers: { origin: APP } });
    expect(wire.status).toBe(404);
    expect(values(wire, 'access-control-allow-origin')).toEqual([APP]);
  });

  test('one route has a policy of its own, another none', async () => {
    const open = await sendTo(server.port, { path: '/foreign?public', headers: { origin: STRANGER } });
    expect(values(open, 'access-control-allow-origin')).toEqual(['*']);
    expect(varies(open)).toEqual(['accept-encoding', 'origin']);
    const untouched = await sendTo(server.port, { path: '/foreign?/untouched', headers: { origin: APP } });
    expect(values(untouched, 'access-control-allow-origin')).toEqual(['*']);
  });

  test('a new policy is in force with the next request', async () => {
    current = createPolicy({ origins: async (origin) => origin === OTHER });
    try {
      const [allowed, denied] = await Promise.all(
        [OTHER, APP].map((origin) => sendTo(server.port, { headers: { origin } })),
      );
      expect(values(allowed!, 'access-control-allow-origin')).toEqual([OTHER]);
      expect(values(denied!, 'access-control-allow-origin')).toEqual([]);
    } finally {
      current = app;
    }
  });
});
