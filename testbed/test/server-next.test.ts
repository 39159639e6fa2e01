import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send, values, varies, type Wire } from '../../packages/server/test/wire.js';
import { complete, serve } from '../src/stacks/serve.js';
import type { RunningStack } from '../src/stacks/stack-module.js';
import { packageFolder } from '../src/stacks/versions.js';

const ORIGIN = 'https://app.example.com';
const STRANGER = 'https://evil.example';
const NOTHING: readonly string[] = [];

/** Whom a response allows anything, and whether with credentials. Behind the proxy `none` and `false` stand for nothing. */
const allowed = (wire: Wire): readonly string[] => [
  ...values(wire, 'access-control-allow-origin').filter((value) => value !== 'none'),
  ...values(wire, 'access-control-allow-credentials').filter((value) => value !== 'false'),
];
const testbed = fileURLToPath(new URL('..', import.meta.url));
// Inside the workspace, so that Next finds the packages there.
const folder = path.join(testbed, '.out', `next-${process.pid}`);
const next = path.join(packageFolder('next'), 'dist/bin/next');
const env = { NEXT_TELEMETRY_DISABLED: '1' };

let server: RunningStack | undefined;
let port = 0;

beforeAll(async () => {
  await complete(path.join(testbed, '../node_modules/.bin/tsc'), ['-b', 'packages/server'], {
    folder: path.join(testbed, '..'),
  });
  cpSync(path.join(testbed, 'consumers/next'), folder, { recursive: true });
  await complete(process.execPath, [next, 'build'], { folder, env });
  server = await serve(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', '0'], { folder, env });
  port = Number(new URL(server.url).port);
}, 180_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const request = (method: string, url: string, headers: Record<string, string> = {}) =>
  send(port, { method, path: url, headers: { origin: ORIGIN, ...headers } });

test.each([
  ['GET', '/proxied/ok', 200],
  ['GET', '/proxied/missing', 404],
  ['GET', '/proxied/throws', 500],
  ['DELETE', '/proxied/ok', 405],
  ['GET', '/handled/7', 200],
  ['POST', '/handled/7', 200],
  ['PUT', '/handled/7', 500],
  ['PATCH', '/handled/7', 404],
  ['DELETE', '/handled/7', 307],
])('%s %s: %i carries the headers once', async (method, url, status) => {
  const wire = await request(method, url);
  expect(wire.status).toBe(status);
  expect(values(wire, 'access-control-allow-origin')).toEqual([ORIGIN]);
  expect(values(wire, 'access-control-allow-credentials')).toEqual(['true']);
  // Next writes its own Vary over the proxy's where it renders a page, as here; no shared cache keeps that one.
  if (url === '/proxied/missing') expect(values(wire, 'cache-control').join()).toMatch(/private|no-store/);
  else expect(varies(wire).filter((name) => name === 'origin')).toHaveLength(1);
  const stranger = await request(method, url, { origin: STRANGER });
  expect(allowed(stranger)).toEqual(NOTHING);
});

// Whatever the route or next.config.js sets: the policy's, which gives no credentials, or none.
describe.each(['/proxied/own-cors', '/proxied/configured/own-cors'])('%s', (url) => {
  test.each([
    ['GET', 200],
    ['POST', 413],
    ['PUT', 200],
    ['PATCH', 500],
    ['DELETE', 302],
  ])('%s: %i', async (method, status) => {
    const wire = await request(method, url);
    expect([wire.status, ...allowed(wire)]).toEqual([status, ORIGIN]);
    expect(allowed(await request(method, url, { origin: STRANGER }))).toEqual(NOTHING);
    expect(allowed(await send(port, { method, path: url }))).toEqual(NOTHING);
  });

  test('a preflight', async () => {
    const requested = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-any' };
    const wire = await request('OPTIONS', url, requested);
    expect([wire.status, ...allowed(wire), ...values(wire, 'access-control-allow-methods')]).toEqual([
      204,
      ORIGIN,
      'PUT',
    ]);
    expect(values(wire, 'access-control-allow-headers').join()).not.toMatch(/[*]|x-any/i);
    expect(allowed(await request('OPTIONS', url, { ...requested, origin: STRANGER }))).toEqual(NOTHING);
  });
});

test.each(['/proxied/ok', '/proxied/missing', '/handled/7'])('a preflight for %s ends with 204', async (url) => {
  const wire = await request('OPTIONS', url, { 'access-control-request-method': 'PUT' });
  expect([wire.status, wire.body]).toEqual([204, '']);
  expect(values(wire, 'access-control-allow-methods')).toEqual(['PUT,PATCH,DELETE']);
});

test('Vary and responses of a route stay', async () => {
  expect(varies(await request('GET', '/proxied/ok'))).toContain('accept-language');
  const wire = await request('GET', '/handled/7');
  expect([varies(wire).includes('accept-language'), wire.body]).toEqual([true, '{"id":"7"}']);
  expect((await request('DELETE', '/handled/7')).lines).toContainEqual(['location', '/elsewhere']);
});
