import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send, values, varies } from '../../packages/server/test/wire.js';
import { complete, serve } from '../src/stacks/serve.js';
import type { RunningStack } from '../src/stacks/stack-module.js';

const ORIGIN = 'https://a.example.org';
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'testbed/.out', `runtimes-${process.pid}`);

beforeAll(async () => {
  await complete(path.join(root, 'node_modules/.bin/tsc'), ['-b', 'packages/server'], { folder: root });
  await build({
    entryPoints: [path.join(root, 'testbed/consumers/runtime.js')],
    outfile: path.join(folder, 'runtime.mjs'),
    bundle: true,
    format: 'esm',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['bun', ['runtime.mjs']],
  ['deno', ['run', '--no-config', '--allow-net=127.0.0.1', 'runtime.mjs']],
])('in %s', (runtime, args) => {
  let server: RunningStack | undefined;
  let port = 0;
  beforeAll(async () => {
    const program = path.join(root, 'node_modules/.bin', runtime);
    server = await serve(program, args, { folder, announces: /^port (\d+)$/ });
    port = Number(new URL(server.url).port);
  });
  afterAll(() => server?.stop());

  test.each([
    ['/ok', 200],
    ['/moved', 302],
    ['/stream', 200],
    ['/missing', 404],
    ['/throws', 500],
  ])('%s: %i carries the headers', async (url, status) => {
    const wire = await send(port, { path: url, headers: { origin: ORIGIN } });
    expect(wire.status).toBe(status);
    expect(values(wire, 'access-control-allow-origin')).toEqual([ORIGIN]);
    expect(varies(wire)).toContain('origin');
    const stranger = await send(port, { path: url, headers: { origin: 'https://evil.example' } });
    expect(values(stranger, 'access-control-allow-origin')).toEqual([]);
  });

  test('a preflight ends with 204', async () => {
    const requested = { origin: ORIGIN, 'access-control-request-method': 'PUT' };
    const preflight = await send(port, { path: '/ok', method: 'OPTIONS', headers: requested });
    expect([preflight.status, ...values(preflight, 'access-control-allow-methods')]).toEqual([204, 'PUT']);
  });
});
