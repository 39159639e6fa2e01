import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corsmithHere } from './cli-here.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-masked-'));
/** Echoes the request, and allows every origin but exposes nothing. */
const server = createServer((request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', 'x-api-key');
  response.setHeader('X-Auth-Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl');
  response.setHeader('ETag', '"33a64df551425fcc55e4d42a148795d9f25f89d4"');
  response.setHeader('X-Echo', `${request.url} ${request.headers['x-api-key'] ?? ''}`);
  response.statusCode = request.url?.startsWith('/denied') ? 500 : 200;
  if (request.url?.startsWith('/denied')) response.removeHeader('Access-Control-Allow-Origin');
  response.end(JSON.stringify({ url: request.url, token: 'abc' }));
});
let api = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test('names of headers that a page reads are in the fix, however they are called', async () => {
  const reads = ['--read', 'X-Auth-Token', '--read', 'ETag'];
  const check = (...args: readonly string[]) =>
    corsmithHere(['check', `${api}/x`, '--origin', 'http://localhost:5173', ...reads, ...args]);
  const text = await check();
  expect(text.stdout).toContain('Access-Control-Expose-Headers: X-Auth-Token, ETag');
  expect(text.stdout).not.toContain(', ***');
  const json = JSON.parse((await check('--json', '--stack', 'express')).stdout);
  expect(json.read).toEqual(['X-Auth-Token', 'ETag']);
  expect(json.verdict.chromium.hidden).toEqual(['X-Auth-Token', 'ETag']);
  expect(json.causes[0].fix.files[0].code).toContain('X-Auth-Token');
  const command = (await check('--stack', 'express')).stdout.replace(/ \\\n\s+/g, ' ');
  expect(command).toContain('--read X-Auth-Token --read ETag');
});

describe('values that a contract takes from the shell', () => {
  const SECRET = 'correct-horse-battery';
  const contract = (path: string) =>
    file(
      `${path}.yaml`,
      `policy: { origins: [https://app.example.com], requestHeaders: [x-api-key] }
endpoints:
  - { url: "\${CORSMITH_TEST_API}/${path}?q=\${CORSMITH_TEST_VALUE}", headers: { X-Api-Key: "\${CORSMITH_TEST_VALUE}" } }
`,
    );
  beforeAll(() => {
    process.env.CORSMITH_TEST_API = api;
    process.env.CORSMITH_TEST_VALUE = SECRET;
  });
  afterAll(() => {
    delete process.env.CORSMITH_TEST_API;
    delete process.env.CORSMITH_TEST_VALUE;
  });

  const reports = ['pretty', 'json', 'junit', 'sarif', 'github', 'tap', 'markdown'];
  test.each(['allowed', 'denied'])('are in no report of a test: %s', async (path) => {
    const outputs = reports.flatMap((name) => ['--reporter', `${name}=${join(folder, name)}`]);
    const { stderr } = await corsmithHere(['test', contract(path), '--verbose', ...outputs]);
    expect(stderr).toBe('');
    for (const name of reports) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text, name).not.toContain(SECRET);
      if (path === 'denied') expect(text, name).toMatch(/\?q=(\*\*\*|(\\\*){3})/);
    }
    expect(readFileSync(join(folder, 'json'), 'utf8')).toContain(api);
  });

  test('nor in the list, the lines of a watch or what is wrong with the contract', async () => {
    const list = await corsmithHere(['test', contract('denied'), '--list']);
    expect(list.stdout).toContain('?q=***');
    const watch = await corsmithHere(['watch', contract('denied'), '--once', '--state', join(folder, 'state.json')]);
    expect(watch.stdout).toContain('?q=***');
    const wrong = file('wrong.yaml', `policy: { origins: ["https://\${CORSMITH_TEST_VALUE}/x"] }\nendpoints: []\n`);
    const refused = await corsmithHere(['test', wrong]);
    expect(refused.stderr).toContain("'https://***/x'");
    for (const { stdout, stderr } of [list, watch, refused]) expect(stdout + stderr).not.toContain(SECRET);
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).not.toContain(SECRET);
  });

  test('the command that runs one expectation again finds it', async () => {
    const { stdout } = await corsmithHere(['test', contract('denied')]);
    const filter = /--filter '?([^'\n]+)/.exec(stdout)?.[1] ?? '';
    expect(filter).not.toContain('***');
    const again = await corsmithHere(['test', contract('denied'), '--filter', filter]);
    expect(again.stdout).toContain('broken');
  });
});

test('a log shows no password of a Referer', async () => {
  const lines = Array.from(
    { length: 20 },
    (_, i) =>
      `192.0.2.${i} - - [02/Mar/2026:10:00:${10 + i} +0000] "OPTIONS /x HTTP/1.1" 405 0 "https://me:hunter2@app.example.com/" "a"\n`,
  );
  for (const flags of [[], ['--json'], ['--html']]) {
    const { stdout } = await corsmithHere(['logs', file('access.log', lines.join('')), '--host', 'a.test', ...flags]);
    expect(stdout).toContain('405');
    expect(stdout).not.toContain('hunter2');
  }
});
