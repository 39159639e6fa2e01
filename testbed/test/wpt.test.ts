import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** As much of a harness as the runner relies on. */
const HARNESS = `
const tests = [];
const callbacks = [];
self.add_completion_callback = (callback) => callbacks.push(callback);
self.promise_test = (run, name) => tests.push({ name, run });
Promise.resolve().then(async () => {
  for (const one of tests) await one.run().then(() => (one.status = 0), (error) => Object.assign(one, { status: 1, message: String(error) }));
  for (const callback of callbacks) callback(tests, { status: 0 });
});
`;

const FILES: Readonly<Record<string, string>> = {
  'resources/testharness.js': HARNESS,
  'common/hosts.sub.js': `self.REMOTE = 'http://www1.{{host}}:{{port}}';`,
  'fetch/api/cors/basic.any.js': `// META: script=/common/hosts.sub.js
// META: variant=?star
// META: variant=?none
promise_test(() => fetch(REMOTE + '/allowed'), 'what allows everyone is read' + location.search);
promise_test(async () => {
  const response = await fetch(new Request('relative'));
  if (response.url !== new URL('/fetch/api/cors/relative', location).href) throw new Error(response.url);
}, 'relative URLs start from the test');
promise_test(() => fetch(REMOTE + '/other'), 'what allows nobody');
`,
  'fetch/api/cors/worker.any.js': `// META: global=worker
throw new Error('no page runs this');`,
  'fetch/api/cors/endless.any.js': 'process.exit(1)',
};

let root: string;
const server = createServer((request, response) => {
  const file = FILES[new URL(request.url ?? '/', 'http://x').pathname.slice(1)];
  if (request.url === '/allowed') response.setHeader('Access-Control-Allow-Origin', '*');
  const { port } = server.address() as AddressInfo;
  response.end(file?.replaceAll('{{host}}', 'web-platform.test').replaceAll('{{port}}', String(port)) ?? 'x');
});

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'corsmith-wpt-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  rmSync(root, { recursive: true });
  server.closeAllConnections();
  server.close();
});

const MAIN = path.join(import.meta.dirname, '../dist/wpt/main.js');

/** Runs it on the tree, with the deviations that are known. */
async function wpt(expectations: readonly object[]) {
  const file = path.join(root, 'expectations.json');
  writeFileSync(file, JSON.stringify(expectations));
  const { port } = server.address() as AddressInfo;
  const args = ['--root', root, '--server', `http://web-platform.test:${port}`, '--expectations', file];
  const child = execFile(process.execPath, [MAIN, ...args, '--folder', 'fetch/api/cors', '--engine', 'firefox']);
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

const silent = { test: '/fetch/api/cors/endless.any.js', reason: 'it ends its own process' };
const old = { test: '*basic*', subtest: 'what is no more', reason: 'an old one' };
const nobody = {
  test: '*basic*',
  subtest: 'what allows *',
  engines: ['firefox'],
  reason: 'a server that allows nobody',
};

test('the failure of each variant is reported, and so is a file that reports nothing', async () => {
  const { code, output } = await wpt([]);
  expect(output).toContain(
    'firefox: /fetch/api/cors/basic.any.js?star › what allows nobody: TypeError: NetworkError when attempting to fetch resource.',
  );
  expect(output).toContain('firefox: /fetch/api/cors/endless.any.js reports nothing');
  expect(output).toContain(
    'firefox: 3 files, 4 subtests pass, 0 fail for a known reason, 2 without one, 1 files report nothing',
  );
  expect(code).toBe(1);
});

test('a deviation with a reason is none; an unmet one is reported', async () => {
  const { code, output } = await wpt([silent, { test: '/nowhere/*', reason: 'not run' }, old, nobody]);
  expect(output).toContain('4 subtests pass, 2 fail for a known reason, 0 without one, 0 files report nothing');
  expect(output).toContain('not met: *basic* › what is no more (an old one)');
  expect(output).not.toContain('/nowhere');
  expect(code).toBe(0);
});

test('a deviation without a reason is refused, and each of the project has one', async () => {
  const { code, output } = await wpt([{ test: '*' }]);
  expect([code, output]).toEqual([2, expect.stringContaining('has no reason')]);
  const own = JSON.parse(readFileSync(path.join(import.meta.dirname, '../wpt-expectations.json'), 'utf8'));
  for (const { reason } of own) expect(reason).toMatch(/\w/);
});
