import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readContract } from '@corsmith/contract';
import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { promptUser } from '../src/init/questions.js';
import { build, corsmith } from './built-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-init-'));
const policy = {
  origins: ['https://app.test', 'https://admin.test'],
  methods: ['PUT'],
  requestHeaders: ['X-Id', 'Authorization'],
  responseHeaders: ['X-Total'],
  maxAge: 600,
};
const sent: string[] = [];
const middleware = cors(createPolicy(policy));
const server: Server = createServer((request, response) => {
  sent.push(request.method ?? '');
  middleware(request, response, () => response.end('{}'));
});
let url = '';

beforeAll(async () => {
  await build();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/users?page=1`;
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  corsmith(['init', ...args], { cwd: folder, env: { CORS_ORIGINS: '', ...env } });

const PAGES = ['--origin', 'https://app.test', '--origin', 'https://admin.test'];

test('from a URL that works: a contract that the same server holds, without the secret', async () => {
  const args = [url, ...PAGES, '-X', 'GET', '-X', 'PUT', '-H', 'X-Id: 7', '-H', 'Authorization: Bearer s3cr3t-t0ken'];
  const ended = await run(args);
  expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('corsmith test --env local') });
  const text = readFileSync(join(folder, 'cors.yaml'), 'utf8');
  expect(text).not.toContain('s3cr3t');
  const contract = readContract(text, { environment: 'local', variables: { AUTHORIZATION: 'Bearer x' } });
  expect(contract.policy).toEqual({
    ...policy,
    requestHeaders: ['authorization', 'x-id'],
    responseHeaders: ['x-total'],
  });
  expect(contract.endpoints[0]).toMatchObject({ url, methods: ['GET', 'PUT'], exposes: ['x-total'] });
  expect(sent).not.toContain('PUT');
  const held = await corsmith(['test', '--env', 'local'], { cwd: folder, env: { AUTHORIZATION: 'Bearer x' } });
  expect(held).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\? 6 of 8 expectations hold, 2 are not verified/),
  });
  const again = await run(args);
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
  expect((await run([...args, '--force'])).code).toBe(0);
});

test('from CORS_ORIGINS, with a URL or without one', async () => {
  const env = { CORS_ORIGINS: 'https://a.test,https://b.test', CORS_CREDENTIALS: 'true' };
  const [bare, named, wrong] = await Promise.all([
    run(['-o', '-'], env),
    run(['https://api.test/users', '-o', '-'], env),
    run(['-o', '-'], { CORS_ORIGINS: 'https://a.test/' }),
  ]);
  expect(readContract(bare.stdout, { environment: 'local' })).toMatchObject({
    policy: { origins: ['https://a.test', 'https://b.test'], credentials: true },
    endpoints: [{ url: 'http://localhost:3000/' }],
  });
  expect(readContract(named.stdout, { environment: 'local' }).endpoints[0]?.url).toBe('https://api.test/users');
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('CORS_ORIGINS[0]') });
});

test('a blocked request makes no contract: no file is written, and check is suggested', async () => {
  const path = join(folder, 'none.yaml');
  const [blocked, gone, wrong, nobody] = await Promise.all([
    run([url, '--origin', 'https://evil.test', '-o', path]),
    run(['http://127.0.0.1:2/', '--origin', 'https://app.test', '-o', path]),
    run(['localhost:3000', '--origin', 'https://app.test/', '-o', path]),
    run(['-o', path]),
  ]);
  expect(blocked).toMatchObject({ code: 1, stdout: expect.stringContaining('corsmith check') });
  expect(gone.code).toBe(3);
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/http:\/\/localhost:3000[\s\S]*https:\/\/app\.test/),
  });
  expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('CORS_ORIGINS') });
  expect(existsSync(path)).toBe(false);
});

test('from prompts: an empty line is the default, and an early end writes nothing', async () => {
  const prompt = (text: string, signal = new AbortController().signal) => {
    const input = new PassThrough();
    const output = new PassThrough();
    const lines = text.split(/(?<=\n)/);
    // Each line arrives when its prompt is there.
    output.on('data', () => (lines.length > 0 ? input.write(lines.shift()) : input.end()));
    return promptUser(signal, { input, output });
  };
  expect(await prompt('https://api.test/\nhttps://a.test, https://b.test\nGET PUT\ny\n')).toEqual({
    url: 'https://api.test/',
    origins: ['https://a.test', 'https://b.test'],
    methods: ['GET', 'PUT'],
    credentials: true,
  });
  expect(await prompt('\n\n\n\n')).toMatchObject({
    origins: ['http://localhost:5173'],
    methods: ['GET'],
    credentials: false,
  });
  await expect(prompt('https://api.test/\n')).rejects.toThrow('ended early');
  const interrupted = new AbortController();
  const prompted = prompt('https://api.test/', interrupted.signal);
  interrupted.abort(new Error('Ctrl-C'));
  await expect(prompted).rejects.toThrow('Ctrl-C');
});

test('from a repository: the policy that is read, if there is one', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'corsmith-init-repository-'));
  try {
    const app = (origin: string) =>
      `import cors from 'cors';\napp.use(cors({ origin: ['${origin}'], credentials: true }));\n`;
    writeFileSync(join(cwd, 'app.js'), app('https://app.test'));
    const ended = await corsmith(['init', '.'], { cwd, env: { CORS_ORIGINS: '' } });
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('from app.js') });
    const contract = readContract(readFileSync(join(cwd, 'cors.yaml'), 'utf8'), {
      environment: 'local',
      variables: {},
    });
    expect(contract.policy).toMatchObject({ origins: ['https://app.test'], credentials: true });
    writeFileSync(join(cwd, 'other.js'), app('https://other.test'));
    expect(await corsmith(['init', '.', '--force'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('app.js, other.js'),
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
