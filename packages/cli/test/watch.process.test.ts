import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { parseWatchArguments } from '../src/watch/arguments.js';
import { build, MAIN } from './built-cli.js';
import { corsmithHere } from './cli-here.js';

const APP = 'https://app.test';
const SECRET = 'sk-live-0123456789';
let isBroken = false;
const alerts: { readonly path: string | undefined; readonly body: string }[] = [];
const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    let body = '';
    for await (const chunk of request) body += chunk;
    alerts.push({ path: request.url, body });
  } else if (!isBroken && request.headers.origin === APP) {
    response.setHeader('Access-Control-Allow-Origin', APP).setHeader('Access-Control-Allow-Headers', 'X-Api-Key');
  }
  response.end('{}');
});
let folder: string;
let url: string;
beforeAll(async () => {
  await build();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'corsmith-watch-'));
  writeFileSync(
    join(folder, 'cors.yaml'),
    `policy: { origins: ['${APP}'], requestHeaders: [X-Api-Key] }
endpoints: [{ url: '${url}/users?key=${SECRET}', name: users, headers: { X-Api-Key: ${SECRET} } }]\n`,
  );
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  isBroken = false;
  alerts.length = 0;
});

const watchOnce = (...args: string[]) =>
  corsmithHere([
    'watch',
    join(folder, 'cors.yaml'),
    ...['--once', '--retries', '0', '--state', join(folder, 'state.json'), ...args],
  ]);

test('--once reports what changed since the last run, and exits by the result', async () => {
  const channels = ['--webhook', `${url}/hook`, '--slack', `${url}/slack`];
  expect(await watchOnce(...channels)).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ users holds') });
  expect(await watchOnce(...channels)).toEqual({ code: 0, stdout: '', stderr: '' });
  isBroken = true;
  const broken = await watchOnce(...channels);
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ users is broken') });
  expect(broken.stdout).toContain('(preflight-not-handled)');
  expect(alerts.map(({ path }) => path).sort()).toEqual(['/hook', '/slack']);
  const message = JSON.parse(alerts.find(({ path }) => path === '/hook')?.body ?? '');
  expect(message.alerts).toHaveLength(1);
  expect(message.alerts[0]).toMatchObject({
    event: 'opened',
    status: 'broken',
    endpoint: 'users',
    problems: [{ cause: { id: 'preflight-not-handled' } }],
    check: `corsmith test ${join(folder, 'cors.yaml')} --filter 'GET users from ${APP}, with X-Api-Key'`,
  });
  const everything = [
    broken.stdout,
    readFileSync(join(folder, 'state.json'), 'utf8'),
    ...alerts.map(({ body }) => body),
  ];
  expect(everything.join('\n')).not.toContain(SECRET);
  isBroken = false;
  const { stdout } = await watchOnce(...channels, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'users',
    status: 'holds',
    before: 'broken: blocked MissingAllowOriginHeader',
  });
  expect(alerts).toHaveLength(4);
});

test('what may change data is not sent: it is not verified, and broken with --strict only', async () => {
  const methods: (string | undefined)[] = [];
  const guarded = createServer(({ method }, response) => {
    methods.push(method);
    response.setHeader('Access-Control-Allow-Origin', APP).setHeader('Access-Control-Allow-Methods', 'PUT').end();
  });
  onTestFinished(() => guarded.close().closeAllConnections());
  await new Promise<void>((listening) => guarded.listen(0, '127.0.0.1', listening));
  const { port } = guarded.address() as AddressInfo;
  const contract = join(folder, 'put.yaml');
  writeFileSync(
    contract,
    `policy: { origins: ['${APP}'], methods: [PUT] }
endpoints: [{ url: 'http://127.0.0.1:${port}/users', name: users, methods: [PUT] }]\n`,
  );
  const once = (state: string, ...args: string[]) =>
    corsmithHere(['watch', contract, '--once', '--retries', '0', '--state', join(folder, state), ...args]);
  expect(await once('lenient.json')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('✓ users holds   2 of 2, 1 not verified'),
  });
  const { report } = JSON.parse((await once('json.json', '--json')).stdout);
  expect(report.counts).toEqual({ holds: 2, broken: 0, unreachable: 0, 'not-verified': 1 });
  expect(await once('strict.json', '--strict')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/✗ users is broken {3}2 of 3 hold\n {2}PUT users from [\s\S]*PUT was not sent/),
  });
  expect(methods).not.toContain('PUT');
});

test.each([
  ['Ctrl-C', 'SIGINT', 130],
  ['systemctl stop', 'SIGTERM', 0],
] as const)('%s ends the watch, and the state is saved', async (_, signal, code) => {
  const child = spawn(process.execPath, [MAIN, 'watch', '--interval', '100ms', '--state', `${signal}.json`], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGKILL');
  onTestFinished(() => void end());
  process.once('exit', end);
  let stdout = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    stdout += chunk;
    if (stdout.includes('✓ users holds')) break;
  }
  const [, page = ''] = /Page +(\S+)/.exec(stdout) ?? [];
  const health = await fetch(`${page}healthz`);
  expect(await health.json()).toMatchObject({ status: 'ok', checks: 1, late: 0 });
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([code, null]);
  process.off('exit', end);
  expect(JSON.parse(readFileSync(join(folder, `${signal}.json`), 'utf8')).checks).toMatchObject([{ name: 'users' }]);
  expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
});

test('every problem is reported at once, without the URLs of webhooks', () => {
  const options = {
    interval: '5',
    webhook: ['env:ABSENT'],
    slack: ['ftp://hooks.test/s3cret'],
    port: '70000',
    once: true,
  };
  let message = '';
  try {
    parseWatchArguments({ arguments: [], options }, {});
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.split('\n')).toEqual([
    "--interval '5' must be from 100ms to 24h.",
    "--port '70000' is not a number from 0 to 65535.",
    '--webhook env:ABSENT: the environment variable is not set.',
    '--slack must be an http: or https: URL without a user name and password.',
    '--once and --port exclude each other, since --once serves no page.',
  ]);
});

test('--redis takes a URL, and excludes --once and --state', () => {
  const parse = (options: object, env = {}) => parseWatchArguments({ arguments: [], options: { ...options } }, env);
  const url = 'rediss://me:s3cret@redis.test:6380/1';
  expect(parse({ redis: 'env:REDIS' }, { REDIS: url }).redis).toBe(url);
  expect(() => parse({ redis: 'me:s3cret@host', once: true })).toThrow(/^--redis must be a redis: or rediss: URL\.$/);
  expect(() => parse({ redis: 'redis://:hun%ter2@redis.test' })).toThrow(
    /^--redis: the user name or password has a % that encodes nothing\.$/,
  );
  expect(() => parse({ redis: url, once: true, state: 'x' })).toThrow(
    '--once and --redis exclude each other, since --once shares no checks.\n--redis and --state exclude each other, since --redis keeps the state in Redis.',
  );
});

test('--host is an IP address', () => {
  const parse = (host?: string) => parseWatchArguments({ arguments: [], options: { ...(host && { host }) } }, {}).host;
  expect([parse(), parse('0.0.0.0'), parse('[::1]')]).toEqual(['127.0.0.1', '0.0.0.0', '::1']);
  expect(() => parse('all')).toThrow("--host 'all' is not an IP address.");
});

test('a webhook URL may be in an environment variable', () => {
  const parse = (env: NodeJS.ProcessEnv) =>
    parseWatchArguments({ arguments: [], options: { slack: ['env:HOOK'] } }, env);
  expect(parse({ HOOK: 'https://hooks.test/x' }).channels).toEqual([{ form: 'slack', url: 'https://hooks.test/x' }]);
  expect(() => parse({ HOOK: 's3cret' })).toThrow(
    '--slack (from HOOK) must be an http: or https: URL without a user name and password.',
  );
});
