import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createPolicy,
  type PolicySource,
  RESPONSE_CHANNEL,
  type ResponseEvent,
  type RoutedRequest,
} from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import type { Listening } from './servers/listening.js';
import { SERVERS } from './servers/servers.js';
import { send, sendHttp2, values, varies } from './wire.js';

const listed = createPolicy({ origins: [APP, 'https://www.example.com'], methods: ['PUT'] });
const open = createPolicy({ origins: '*', methods: ['PUT'] });
const one = createPolicy({ origins: [APP] });

/** What is published while `run` runs. */
async function eventsOf(run: () => Promise<unknown>): Promise<ResponseEvent[]> {
  const events: ResponseEvent[] = [];
  const listener = (message: unknown) => void events.push(message as ResponseEvent);
  subscribe(RESPONSE_CHANNEL, listener);
  try {
    await run();
  } finally {
    unsubscribe(RESPONSE_CHANNEL, listener);
  }
  return events;
}

describe.each(Object.entries(SERVERS))('a function that chooses the policy, on %s', (name, start) => {
  let server: Listening;
  let source: Exclude<PolicySource, { config: object }>;
  const sendTo = name === 'node:http2' ? sendHttp2 : send;
  const get = (path: string, headers: Record<string, string> = { origin: APP }) =>
    sendTo(server.port, { path, headers });
  beforeAll(async () => {
    server = await start((request) => source(request));
  });
  afterAll(() => server.close());

  test('sees the same path and URL everywhere', async () => {
    const seen: Pick<RoutedRequest, 'path' | 'url'>[] = [];
    source = ({ path, url }) => {
      seen.push({ path, url });
      return listed;
    };
    await get('/public/items?page=2&q=a%20b');
    await get('/ok');
    expect(seen).toEqual([
      { path: '/public/items', url: '/public/items?page=2&q=a%20b' },
      { path: '/ok', url: '/ok' },
    ]);
  });

  test('may take its time', async () => {
    source = async (request) => (request.headers('x-tenant') === 'a' ? listed : undefined);
    expect(values(await get('/ok', { origin: APP, 'x-tenant': 'a' }), 'access-control-allow-origin')).toEqual([APP]);
    const preflight = { origin: APP, 'access-control-request-method': 'PUT', 'x-tenant': 'a' };
    const wire = await sendTo(server.port, { method: 'OPTIONS', headers: preflight });
    expect([wire.status, values(wire, 'access-control-allow-methods')]).toEqual([204, ['PUT']]);
    expect(values(await get('/ok', { origin: APP }), 'access-control-allow-origin')).toEqual([]);
  });

  test('reads a header by its name in any case', async () => {
    source = (request) =>
      request.headers('X-Tenant') === 'a' && request.headers('Origin') === APP ? listed : undefined;
    const wire = await get('/ok', { origin: APP, 'x-tenant': 'a' });
    expect(values(wire, 'access-control-allow-origin')).toEqual([APP]);
    expect(varies(wire).sort()).toEqual(['origin', 'x-tenant']);
  });

  test('is in Vary with Origin and whatever it has read, for static policies too', async () => {
    source = () => one;
    expect(varies(await get('/ok', {}))).toEqual(['origin']);
    source = async (request) => (request.headers('x-tenant') && request.headers('origin') === APP ? listed : open);
    for (const headers of [
      { origin: APP, 'x-tenant': 'a' },
      { origin: STRANGER, 'x-tenant': 'b' },
    ])
      for (const preflight of [{}, { 'access-control-request-method': 'PUT' }]) {
        const method = 'access-control-request-method' in preflight ? 'OPTIONS' : 'GET';
        const wire = await sendTo(server.port, { method, headers: { ...headers, ...preflight } });
        expect(varies(wire).sort()).toEqual(['origin', 'x-tenant']);
      }
  });

  const error = new Error('no database');
  test.each<[string, PolicySource]>([
    [
      'throws',
      () => {
        throw error;
      },
    ],
    ['rejects', () => Promise.reject(error)],
    ['returns a configuration', () => ({ origins: '*' }) as never],
    ['promises null', async () => null as never],
    ['reads a header whose name is none', (request) => (request.headers('x-a\r\nx-b') ? undefined : open)],
    ['returns a policy whose function throws', () => createPolicy({ origins: () => Promise.reject(error) })],
  ])('that %s denies, says why, and the server goes on', async (_what, given) => {
    source = given as typeof source;
    const events = await eventsOf(async () => {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = { origin: APP, ...(method === 'OPTIONS' && { 'access-control-request-method': 'PUT' }) };
        const wire = await sendTo(server.port, { path: '/foreign', method, headers });
        expect(wire.status).toBe(method === 'GET' ? 200 : 204);
        expect(wire.lines.filter(([line]) => line.startsWith('access-control-'))).toEqual([]);
      }
    });
    expect(events).toMatchObject([
      { kind: 'actual', allowed: false, reason: 'origins-function-failed' },
      { kind: 'preflight', allowed: false, reason: 'origins-function-failed' },
    ]);
    for (const event of events)
      expect(event.error).toSatisfy((reported) => reported === error || reported instanceof TypeError);
    source = () => listed;
    expect(values(await get('/ok'), 'access-control-allow-origin')).toEqual([APP]);
  });
});
