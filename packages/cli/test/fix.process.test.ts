import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stacks } from '@corsmith/stacks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../src/commands.js';
import { build, corsmith } from './built-cli.js';
import { corsmithHere } from './cli-here.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-fix-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const fix = (...args: readonly string[]) => corsmithHere(['fix', ...args]);

const PAGE = ['--origin', 'https://app.example.com'];

describe('a policy in flags', () => {
  test('is printed as that stack’s configuration, with what to do, what to beware of and how to verify', async () => {
    const flags = [
      '-X',
      'put',
      '-H',
      'Content-Type: application/json',
      '-H',
      'X-Id',
      '--credentials',
      '--read',
      'ETag',
    ];
    const { code, stdout, stderr } = await fix('--stack', 'express', ...PAGE, ...flags, '--max-age', '600');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Fix        Express   tested on express');
    expect(stdout).toContain('In app.js, before every other app.use() and route:');
    expect(stdout).toContain("\napp.use(cors({\n  origin: ['https://app.example.com'],\n  credentials: true,\n");
    expect(stdout).toContain("methods: ['GET', 'HEAD', 'POST', 'PUT'],");
    expect(stdout).toContain('maxAge: 600');
    expect(stdout).toMatch(/1\. npm install cors\n[\s\S]*4\. Restart the app\./);
    expect(stdout).toMatch(/Beware {5}- Authentication/);
    expect(stdout.replace(/ \\\n\s+/g, ' ')).toContain(
      "corsmith check URL-OF-YOUR-API --origin https://app.example.com -X PUT -H 'content-type: application/json' -H 'X-Id: 1' --credentials --read ETag",
    );
  });

  test('is JSON for programs', async () => {
    const { code, stdout } = await fix('--stack', 'fastapi', ...PAGE, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      policy: { origins: ['https://app.example.com'] },
      fix: expect.objectContaining({ stack: 'fastapi', verified: 'real-server', files: [expect.anything()] }),
      verify: 'corsmith check URL-OF-YOUR-API --origin https://app.example.com',
    });
  });

  test.each([
    [['--stack', 'express', '--origin', '*', '--credentials'], /--origin '\*': Browsers refuse \* with credentials/],
    [['--stack', 'express', '--origin', 'null'], /--origin 'null': Any page can have the origin null/],
    [
      ['--stack', 'express', '--origin', 'http://a.example', '--credentials'],
      /--origin 'http:\/\/a.example': .*network/s,
    ],
    [['--stack', 'express', ...PAGE, '-X', 'patch'], /-X 'patch'[^\n]*\n\s+Write PATCH/],
    [['--stack', 'express', ...PAGE, '-H', 'Cookie'], /-H 'Cookie': No page can send this header/],
    [['--stack', 'express', ...PAGE, '-H', 'Cookie: a=b'], /--credentials/],
    [['--stack', 'express', ...PAGE, '--read', 'Set-Cookie'], /--read 'Set-Cookie'/],
    [['--stack', 'express', ...PAGE, '--max-age', '10m'], /--max-age '10m' is not a number of whole seconds/],
    [['--stack', 'express', ...PAGE, '--max-age', '99999999'], /--max-age '99999999'/],
    [['--stack', 'express'], /No origin was given/],
    [PAGE, /No server or stack was given/],
    [['src/app.js', ...PAGE], /'src\/app\.js' is a file, and no URL\.[\s\S]*Write --write src\/app\.js/],
    [['localhost:3000', ...PAGE], /Write http:\/\/localhost:3000/],
    [['--stack', 'express', ...PAGE, '--policy', 'x.yaml'], /--origin can't be given with it/],
    [['--stack', 'caddy', ...PAGE, '-H', "X-`{'"], /caddy|-H/],
    [['--orgin', 'x'], /Did you mean --origin\?/],
    [['--stack'], /argument missing/],
  ])('%j is refused with the reason, and exits 2', async (args, reason) => {
    const { code, stdout, stderr } = await fix(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/\n {10}(?!Write)/g, ' ')).toMatch(reason);
  });

  test('every mistake is reported at once', async () => {
    const { stderr } = await fix(
      '--stack',
      'expres',
      '--origin',
      'https://a.example/',
      '-X',
      'patch',
      '--max-age',
      'x',
    );
    for (const part of ['Did you mean express?', 'Write https://a.example', 'Write PATCH', '--max-age'])
      expect(stderr).toContain(part);
  });
});

test.each([
  ['expres', 'express'],
  ['Exprss', 'express'],
  ['fast-api', 'fastapi'],
  ['next.js', 'nextjs'],
  ['nest', 'nestjs'],
  ['s3', 'aws-s3'],
  ['asp.net', 'aspnet-core'],
  ['worker', 'cloudflare-worker'],
  ['go', 'go-rs-cors or go-jub0bs'],
  ['ngnix', 'nginx'],
])('--stack %s means %s', async (text, meant) => {
  const { code, stderr } = await fix('--stack', text, ...PAGE);
  expect(code).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(`Did you mean ${meant}?`);
});

test('--list names every stack, and how far it is proved', async () => {
  const { code, stdout } = await fix('--list');
  expect(code).toBe(0);
  for (const { id, title } of stacks) expect(stdout).toMatch(new RegExp(`^${id} +${title.replace('.', '\\.')}`, 'm'));
  expect(stdout).toMatch(/^express .*tested on express/m);
  expect(stdout).toMatch(/^aws-s3 .*documented/m);
  const listed = JSON.parse((await fix('--list', '--json')).stdout);
  expect(listed.map(({ stack }: { stack: string }) => stack)).toEqual(stacks.map(({ id }) => id));
});

test('every stack fits into 40 columns, but for code and commands', async () => {
  for (const { id } of stacks) {
    const { code, stdout } = await corsmithHere(['fix', '--stack', id, ...PAGE, '-X', 'PUT'], { width: 40 });
    expect(code).toBe(0);
    const words = stdout.split('\n').filter((row) => /^ {13}/.test(row) && row.trim().includes(' '));
    for (const row of words) if (!/^ +(- |\d\. )?[a-z]/.test(row) && row.length > 60) throw new Error(`${id}: ${row}`);
  }
});

describe('--policy', () => {
  const POLICY = { origins: ['https://app.example.com'], credentials: true, methods: ['PUT'], maxAge: 600 };

  test('takes JSON, YAML, and the policy of a contract alike', async () => {
    const files = [
      file('policy.json', JSON.stringify(POLICY, undefined, '\t')),
      file(
        'policy.yaml',
        '\ufefforigins:\n  - https://app.example.com\ncredentials: true\nmethods: [PUT]\nmaxAge: 600\n',
      ),
      file(
        'cors.yaml',
        'policy:\n  origins: [https://app.example.com]\n  credentials: true\n  methods: [PUT]\n  maxAge: 600\nendpoints:\n  - url: https://api.example.com/users\n',
      ),
    ];
    const outputs = await Promise.all(files.map((path) => fix('--stack', 'express', '--policy', path, '--json')));
    for (const { code, stdout } of outputs) {
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(JSON.parse(outputs[0]!.stdout));
      expect(JSON.parse(stdout).policy).toEqual(POLICY);
    }
  });

  test('reports every mistake with its path', async () => {
    const path = file('wrong.yaml', 'policy:\n  origins: ["*", "https://a.example/"]\n  metods: [PUT]\n  maxAge: -1\n');
    const { code, stdout, stderr } = await fix('--stack', 'express', '--policy', path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const text = stderr.replace(/\n {10}/g, ' ');
    expect(text).toContain(`${path}:2:13: policy.origins[0] '*'`);
    expect(text).toContain("policy.origins[1] 'https://a.example/'");
    expect(text).toContain(`${path}:3:3: policy.metods 'metods'`);
    expect(text).toContain("policy.maxAge '-1'");
    expect(text).toContain('Write methods');
  });

  test.each([
    ['missing.yaml', undefined, /missing\.yaml does not exist/],
    ['empty.yaml', '', /empty\.yaml:1:1/],
    ['list.json', '[1]', /list\.json:1:1/],
    ['contract.yaml', 'policy: 7', /policy '7': A policy is an object/],
    ['broken.yaml', 'origins: [a', /broken\.yaml:1:12: Invalid YAML/],
    ['twice.yaml', 'origins: a\norigins: b', /twice\.yaml:2:1: origins 'origins': This key stands twice/],
    ['bytes.yaml', Uint8Array.of(0xff, 0xfe, 0x41), /not text in UTF-8/],
    ['huge.yaml', ' '.repeat(1024 * 1024 + 1), /larger than 1 MiB/],
    ['proto.json', '{"__proto__": {"origins": "*"}, "origins": ["https://a.example"]}', /__proto__/],
    ['credentials.yaml', 'origins: "*"\ncredentials: true', /Browsers refuse \* with credentials/],
  ])('%s is refused with the reason', async (name, content, reason) => {
    const path = content === undefined ? join(folder, name) : file(name, content);
    const { code, stdout, stderr } = await fix('--stack', 'express', '--policy', path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(reason);
  });

  test('a folder and an endless device are refused', async () => {
    expect((await fix('--stack', 'express', '--policy', folder)).stderr).toMatch(/is a folder, not a file/);
    expect((await fix('--stack', 'express', '--policy', '/dev/zero')).stderr).toMatch(/larger than 1 MiB/);
  });
});

describe('a URL', () => {
  beforeAll(build);

  async function server(headers: Readonly<Record<string, string>>) {
    const requests: string[] = [];
    const listening = createServer(({ method, url }, response) => {
      requests.push(`${method} ${url}`);
      response.writeHead(200, headers).end('{}');
    }).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/users`;
    return { url, requests, close: () => listening.close() };
  }

  test('the stack is detected from responses, and the fix is for the request', async () => {
    const { url, close } = await server({ 'X-Powered-By': 'Express', Server: 'nginx/1.22' });
    try {
      const { code, stdout } = await corsmith(['fix', url, ...PAGE, '-H', 'X-Api-Key: abcdefgh']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^✗ Blocked in Chrome, Firefox and Safari\n/);
      expect(stdout).toContain('X-Powered-By: Express; tested on express');
      expect(stdout).toContain("allowedHeaders: ['x-api-key']");
      expect(stdout).toContain('nginx (Server: nginx/1.22). Only one of them');
      expect(stdout.replace(/ \\\n\s+/g, ' ')).toContain(`corsmith check ${url} --origin https://app.example.com`);
      expect(stdout).not.toContain('abcdefgh');
      const json = await corsmith(['fix', url, ...PAGE, '-H', 'X-Api-Key: abcdefgh', '--json']);
      expect(JSON.parse(json.stdout)).toMatchObject({
        fix: { stack: 'express' },
        causes: [{ id: 'preflight-not-handled' }, { id: 'no-allow-origin' }],
      });
      expect(json.stdout).not.toContain('abcdefgh');
    } finally {
      close();
    }
  });

  test('nothing is sent if the stack is named', async () => {
    const { url, requests, close } = await server({});
    const { code } = await fix(url, ...PAGE, '--stack', 'express');
    close();
    expect({ code, requests }).toEqual({ code: 0, requests: [] });
  });

  test('that runs nothing known wants --stack, that allows the request wants nothing, that is closed exits 3', async () => {
    const [silent, open] = await Promise.all([server({}), server({ 'Access-Control-Allow-Origin': '*' })]);
    const unknown = await fix(silent.url, ...PAGE);
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--stack express') });
    const allowed = await fix(open.url, ...PAGE);
    expect(allowed).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to fix') });
    silent.close();
    open.close();
    const closed = await fix(silent.url, ...PAGE);
    expect(closed).toMatchObject({ code: 3, stdout: expect.stringContaining('connection-refused') });
  });
});

test('what check says is wrong takes the same flags', () => {
  const flagsOf = (name: string) =>
    commands.find((one) => one.name === name)!.options.map(({ flags }) => flags.split(' <')[0]);
  const fixFlags = flagsOf('fix');
  for (const flag of ['--origin', '-X, --request', '-H, --header', '--credentials', '--read', '--stack', '--json']) {
    expect(flagsOf('check')).toContain(flag);
    expect(fixFlags).toContain(flag);
  }
});
