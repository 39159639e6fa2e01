import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, corsmith } from './built-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-diff-'));
const sent: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  await build();
  const policy = createPolicy({
    origins: ['https://app.test', 'https://*.app.test'],
    methods: ['PUT'],
    credentials: true,
  });
  server = createServer((request, response) => {
    sent.push(request.method ?? '');
    cors(policy)(request, response, () => response.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const [path, origin] of [
    ['old/api/app.js', 'https://app.test'],
    ['new/api/app.js', 'https://other.test'],
  ] as const) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(
      join(folder, path),
      `import cors from 'cors';\napp.use(cors({ origin: ['${origin}'], methods: ['PUT'] }));\n`,
    );
  }
  writeFileSync(
    join(folder, 'cors.yaml'),
    'policy:\n  origins: [https://app.test]\n  methods: [PUT]\n  requestHeaders: []\n',
  );
  writeFileSync(join(folder, 'same.yaml'), 'origins: [https://app.test]\nmethods: [PUT]\n');
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

const diff = async (...args: string[]) => {
  const { code, stdout, stderr } = await corsmith(['diff', ...args, '--json'], { cwd: folder });
  const { same, differences } = stdout === '' ? { same: undefined, differences: [] } : JSON.parse(stdout);
  const shown = differences.map(
    (one: { kind: string; aspect: string; request: { origin: string } }) =>
      `${one.kind} ${one.aspect} ${one.request.origin}`,
  );
  return { code, same, shown, stderr };
};

test('two folders: what a page can read now, and what it can no longer', async () => {
  expect(await diff('old', 'new')).toMatchObject({
    code: 1,
    same: false,
    shown: ['widened origin https://other.test', 'narrowed origin https://app.test'],
  });
  expect(await diff('old', 'old/')).toMatchObject({ code: 0, same: true, shown: [] });
});

test('a contract and a server: nothing that may change data is sent', async () => {
  const { code, shown } = await diff('cors.yaml', url);
  expect([code, shown]).toEqual([1, ['widened origin https://sub.app.test', 'widened credentials https://app.test']]);
  expect(new Set(sent)).toEqual(new Set(['GET', 'OPTIONS']));
  expect(await diff(url, 'cors.yaml', '--allow', 'narrowed')).toMatchObject({ code: 0, same: false });
});

test('what can’t be compared', async () => {
  expect(await diff('cors.yaml', 'same.yaml')).toMatchObject({ code: 0, same: true });
  expect(await diff('cors.yaml', 'none.conf')).toMatchObject({ code: 2, stderr: expect.stringContaining('none.conf') });
  expect(await diff('cors.yaml', 'http://127.0.0.1:1/')).toMatchObject({ code: 3 });
  writeFileSync(
    join(folder, 'env.js'),
    "import cors from 'cors';\napp.use(cors({ origin: process.env.O, methods: ['PUT'] }));\n",
  );
  expect(await diff('same.yaml', 'env.js')).toMatchObject({ code: 4, same: null });
});
