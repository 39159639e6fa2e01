import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { build, corsmith } from './built-cli.js';

beforeAll(build);

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function listen(respond: RequestListener): Promise<string> {
  const server = createServer(respond).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const origin = 'https://app.test';
const page = ['--origin', origin];

test('exit codes and streams: allowed, blocked, unreachable, and mistakes that send nothing', async () => {
  let requests = 0;
  const url = await listen((request, response) => {
    requests++;
    response.setHeader('Access-Control-Allow-Origin', request.url === '/open' ? '*' : `${origin}/`).end('{}');
  });
  const [open, closed, gone] = await Promise.all([
    corsmith(['check', `${url}/open`, ...page]),
    corsmith(['check', `${url}/closed`, ...page]),
    corsmith(['check', 'http://127.0.0.1:2/', ...page]),
  ]);
  expect(open).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Allowed in Chrome/), stderr: '' });
  expect(closed).toMatchObject({ code: 1, stdout: expect.stringContaining('origin-mismatch'), stderr: '' });
  expect(closed.stdout).toContain(`Access-Control-Allow-Origin: ${origin}/
`);
  expect(gone).toMatchObject({ code: 3, stdout: expect.stringContaining('connection refused'), stderr: '' });
  const sent = requests;
  const wrong = await corsmith([
    'check',
    `${url}/open`,
    '--origin',
    `${origin}/path`,
    '-H',
    'Cookie: id=s3cr3t-c00kie',
  ]);
  expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`Write --origin ${origin}\n`) });
  expect(wrong.stderr).not.toContain('s3cr3t');
  expect(requests).toBe(sent);
});

test('a request that was not sent is not known, exit code 4, and unreachable, exit code 3, if not even its preflight gets a response', async () => {
  const methods: (string | undefined)[] = [];
  const url = await listen(({ method }, response) => {
    methods.push(method);
    response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Access-Control-Allow-Methods', 'PUT').end();
  });
  const put = [...page, '-X', 'PUT'];
  const [unknown, json, sent, gone] = await Promise.all([
    corsmith(['check', url, ...put]),
    corsmith(['check', url, ...put, '--json']),
    corsmith(['check', `${url}/sent`, ...put, '--send']),
    corsmith(['check', 'http://127.0.0.1:2/', ...put, '--json']),
  ]);
  expect(unknown).toMatchObject({ code: 4, stdout: expect.stringMatching(/^\? /), stderr: '' });
  expect(json).toMatchObject({ code: 4, stderr: '' });
  const { verdict, causes } = JSON.parse(json.stdout);
  expect(causes).toEqual([]);
  for (const engine of ['chromium', 'firefox', 'webkit'])
    expect(verdict[engine]).toEqual({
      ...{ allowed: null, messages: [] },
      unknownBecause: expect.stringMatching(/^The preflight is allowed\. PUT was not sent.* Send it with --send\.$/),
    });
  expect(sent).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Allowed in Chrome/) });
  expect(methods.filter((method) => method === 'PUT')).toHaveLength(1);
  expect(gone).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(gone.stdout).causes).toMatchObject([{ id: 'connection-refused' }]);
});

test('what no browser blocks and the page does not get is no success, and the first line says so', async () => {
  const url = await listen((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('X-Total-Count', '7').end('{}');
  });
  const [hidden, readable, opaque, own] = await Promise.all([
    corsmith(['check', url, ...page, '--read', 'X-Total-Count', '--read', 'X-Absent']),
    corsmith(['check', url, ...page, '--read', 'Content-Type']),
    corsmith(['check', url, ...page, '--mode', 'no-cors']),
    corsmith(['check', url, '--origin', url]),
  ]);
  expect(hidden.code).toBe(1);
  expect(hidden.stdout).toMatch(
    /^✗ The page cannot read X-Total-Count\n {2}the rest is allowed in Chrome, Firefox and Safari\n/,
  );
  expect(hidden.stdout).toContain('Access-Control-Expose-Headers: X-Total-Count');
  expect(readable).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Allowed in Chrome/) });
  expect(opaque).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ The page cannot use the response/) });
  expect(own).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Allowed in Chrome/) });
});

test('what no browser would send is at most twelve requests, each printed with its reason, and none where not wanted', async () => {
  const received: string[] = [];
  const url = await listen((request, response) => {
    received.push(request.method ?? '');
    response.writeHead(404).end();
  });
  const args = ['check', url, ...page, '-H', 'X-Api-Key: k', '-X', 'DELETE', '--read', 'ETag'];
  const { stdout } = await corsmith([...args, '--verbose']);
  const printed = stdout.match(/^ {2}Probe {6}(?:GET|OPTIONS|HEAD) .*\n {13}\S/gm) ?? [];
  expect(printed.length).toBeGreaterThan(3);
  expect(printed.length).toBeLessThanOrEqual(12);
  expect(received.length).toBe(printed.length + 1);
  expect(new Set(received)).toEqual(new Set(['OPTIONS', 'GET']));
  received.length = 0;
  expect((await corsmith([...args, '--no-extra-probes'])).stdout).not.toContain('Probe');
  expect(received).toEqual(['OPTIONS']);
});

test('JSON has what the contract names, and no secret', async () => {
  const url = await listen((request, response) => {
    const permission = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Headers': 'authorization' };
    const echo = { 'X-Echo': request.headers.authorization };
    response.writeHead(200, request.method === 'OPTIONS' ? permission : echo).end();
  });
  const args = ['check', `${url}/?token=t0ken-t0ken`, ...page, '--json', '-H', 'Authorization: Bearer s3cr3t-s3cr3t'];
  const { code, stdout } = await corsmith(args);
  expect(code).toBe(1);
  const diagnosis = JSON.parse(stdout);
  expect(diagnosis).toMatchObject({
    request: { origin, method: 'GET', headers: [['Authorization', 'Bearer ***']] },
    verdict: { chromium: { allowed: false }, firefox: { allowed: false }, webkit: { allowed: false } },
    causes: [
      { id: expect.any(String), title: expect.any(String), certainty: expect.any(String), evidence: expect.any(Array) },
    ],
    exchanges: expect.any(Array),
    warnings: expect.any(Array),
    stack: expect.any(Array),
  });
  expect(stdout).not.toMatch(/s3cr3t|t0ken/);
  expect((await corsmith([...args, '--show-secrets'])).stdout).toContain('s3cr3t');
});

test('Ctrl-C ends a check that waits, with 130', async () => {
  const interrupt = new AbortController();
  const url = await listen(() => interrupt.abort());
  // It would wait far longer than the test may.
  const args = ['check', url, ...page, '--timeout', '600'];
  expect(await corsmith(args, { signal: interrupt.signal })).toEqual({ code: 130, stdout: '', stderr: '' });
});

test('nothing that a server sends reaches the terminal as a command', async () => {
  const url = await listen((_, response) => {
    response
      .setHeader('Access-Control-Allow-Origin', '\x9b31m\x85https://app.test')
      .setHeader('X-Powered-By', 'Express\x9b2J');
    response.end('\x1b]0;title\x07\u202e');
  });
  for (const format of ['--verbose', '--json']) {
    const { stdout } = await corsmith(['check', url, ...page, format]);
    expect(stdout).toContain('pp.test');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});
