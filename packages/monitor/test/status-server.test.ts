import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthOf } from '../src/watch/health.js';
import { watchMetrics } from '../src/watch/metrics.js';
import { statusServer } from '../src/watch/server.js';
import { afterRun } from '../src/watch/state.js';
import { statusPage } from '../src/watch/status-page.js';
import { checks, reportOf, subject } from './watched.js';

const HOSTILE = '<script>alert(1)</script>"\u202e\u0007';
const [fine, wrong] = checks(2).map((check, i) => (i === 1 ? { ...check, name: HOSTILE } : check));
const states = [
  afterRun(undefined, fine!, reportOf('holds'), 1000),
  afterRun(undefined, wrong!, { ...reportOf('broken'), drift: [HOSTILE] }, 2000),
];
const intervalMs = 1000;
const alerts = { webhook: { delivered: 1, failed: 0 }, slack: { delivered: 0, failed: 0 } };
const parts = { states, intervalMs, now: 3000 };
const server = statusServer({
  page: async () => statusPage({ ...parts, subject }),
  metrics: async () => watchMetrics({ ...parts, alerts }),
  health: async () => healthOf({ ...parts, checks: 2, startedAt: 0 }),
  problems: () => ['Redis at 127.0.0.1:6379 does not respond'],
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close().closeAllConnections());

async function get(path: string, { host = '127.0.0.1', method = 'GET' } = {}) {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1', path, method, headers: { host } }).end();
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode as number, headers: response.headers, body };
}

test('the page loads nothing, runs nothing, and shows hostile text as text', async () => {
  const { status, headers, body } = await get('/');
  expect({ status, policy: headers['content-security-policy'] }).toEqual({
    status: 200,
    policy: expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/),
  });
  expect(body).not.toMatch(/<script|\u202e|\u0007|https?:\/\/(?!api\.test|app\.test)|<(?:img|link|iframe)/);
  expect(body).toContain('&#60;script&#62;');
  expect(body).toContain('1 broken, 1 holds');
  expect(body).toContain('<title>Last runs: broken since 1970-01-01T00:00:02.000Z, 1 run</title><rect class="broken"');
  expect(body).toContain('<code>corsmith test --filter &#39;GET endpoint from https://app.test&#39;</code>');
});

test('metrics are in the Prometheus format, each series once', async () => {
  const { headers, body } = await get('/metrics?x=1');
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(new Set(series.map((line) => line.replace(/ \S+$/, ''))).size).toBe(series.length);
  expect(body).toContain('corsmith_watch_status{endpoint="endpoint 0",status="holds"} 1');
  expect(body).toContain('corsmith_watch_alerts_total{channel="webhook",outcome="delivered"} 1');
});

test('other machines get metrics and health by address, and nothing else', async () => {
  const status = async (path: string, host: string) => (await get(path, { host })).status;
  for (const host of ['10.0.0.7:9700', '10.0.0.7', '[fd00::7]:9700'])
    expect([await status('/metrics', host), await status('/healthz', host), await status('/', host)]).toEqual([
      200, 200, 403,
    ]);
  for (const host of ['evil.test', '10.0.0.7.evil.test', '10.0.0.7:9:9', '10.0.0'])
    expect(await status('/metrics', host)).toBe(421);
});

test('if the states can’t be read, health responds in time and says why', async () => {
  const never = () => new Promise<never>(() => {});
  const problem = 'Redis at 127.0.0.1:6379 does not respond';
  const hanging = statusServer({ page: never, metrics: never, health: never, problems: () => [problem] });
  hanging.listen(0, '127.0.0.1');
  await once(hanging, 'listening');
  const { port } = hanging.address() as AddressInfo;
  const began = performance.now();
  const [health, metrics] = await Promise.all(
    ['healthz', 'metrics'].map((path) => fetch(`http://127.0.0.1:${port}/${path}`)),
  );
  expect([health?.status, metrics?.status]).toEqual([503, 503]);
  expect(await health?.json()).toMatchObject({ status: 'failing', problems: [expect.any(String), problem] });
  expect(performance.now() - began).toBeLessThan(3000);
  hanging.close().closeAllConnections();
});

test('only requests with a loopback host and a safe method are served', async () => {
  const names = ['localhost', 'LOCALHOST:80', '[::1]:9', '127.0.0.1:1234'];
  const others = ['evil.test', '127.0.0.1.evil.test', 'localhost.evil.test:80', '127.0.0.1:80:80', 'user@localhost'];
  expect(await Promise.all(names.map(async (host) => (await get('/healthz', { host })).status))).toEqual([
    200, 200, 200, 200,
  ]);
  expect(await Promise.all(others.map(async (host) => (await get('/', { host })).status))).toEqual([
    421, 421, 421, 421, 421,
  ]);
  expect(await get('/', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect((await get('/constructor')).status).toBe(404);
});

test('health is that of the watch, not of the servers it checks', () => {
  const unreachable = states.map((state) => ({ ...state, failures: 9, lastRun: 0 }));
  const health = (at: number, of = states) =>
    healthOf({ states: of, checks: 2, intervalMs, startedAt: 0, now: at }).status;
  expect([
    health(3000),
    health(60_000),
    health(70_000),
    health(66_000, unreachable),
    health(80_000, unreachable),
  ]).toEqual(['ok', 'ok', 'late', 'ok', 'late']);
  expect([health(1000, []), health(70_000, [])]).toEqual(['ok', 'late']);
});
