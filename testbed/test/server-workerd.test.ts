import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send, values, varies } from '../../packages/server/test/wire.js';
import { complete, serve } from '../src/stacks/serve.js';
import type { RunningStack } from '../src/stacks/stack-module.js';
import { packageFolder } from '../src/stacks/versions.js';

const ORIGIN = 'https://a.example.org';
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'testbed/.out', `workerd-${process.pid}`);

let server: RunningStack | undefined;
let port = 0;

beforeAll(async () => {
  await complete(path.join(root, 'node_modules/.bin/tsc'), ['-b', 'packages/server'], { folder: root });
  cpSync(path.join(root, 'testbed/stacks/cloudflare-worker/config.capnp'), path.join(folder, 'config.capnp'));
  await build({
    entryPoints: [path.join(root, 'testbed/consumers/worker.js')],
    outfile: path.join(folder, 'src/index.js'),
    bundle: true,
    format: 'esm',
    conditions: ['workerd'],
  });
  const workerd = path.join(packageFolder('workerd'), 'bin/workerd');
  const announces = /"event":"listen".*"port":(\d+)/;
  server = await serve(workerd, ['serve', 'config.capnp', '--control-fd=3'], { folder, announces });
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['/ok', 200],
  ['/moved', 302],
  ['/stream', 200],
  ['/missing', 404],
  ['/throws', 500],
])('in Cloudflare’s runtime %s: %i carries the headers', async (url, status) => {
  const wire = await send(port, { path: url, headers: { origin: ORIGIN } });
  expect(wire.status).toBe(status);
  expect(values(wire, 'access-control-allow-origin')).toEqual([ORIGIN]);
  expect(varies(wire)).toContain('origin');
});

test('a preflight ends with 204, and the handler gets its context', async () => {
  const requested = { origin: ORIGIN, 'access-control-request-method': 'PUT' };
  const preflight = await send(port, { path: '/ok', method: 'OPTIONS', headers: requested });
  expect([preflight.status, ...values(preflight, 'access-control-allow-methods')]).toEqual([204, 'PUT']);
  const wire = await send(port, { path: '/ok', headers: { origin: ORIGIN } });
  expect([wire.body, varies(wire)]).toEqual(['ok function', ['accept', 'origin']]);
});
