import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { build, corsmith } from './built-cli.js';

beforeAll(build);

const folder = mkdtempSync(join(tmpdir(), 'corsmith-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function listen(respond: RequestListener): Promise<string> {
  const server = createServer(respond).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Allows one origin, but with credentials only on `/right`. */
const respond: RequestListener = ({ url, headers }, response) => {
  if (headers.origin === 'https://app.test') response.setHeader('Access-Control-Allow-Origin', 'https://app.test');
  if (url?.startsWith('/right')) response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('X-Powered-By', 'Express').end();
};

function contract(text: string): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  return path;
}

const POLICY = `policy:
  origins: [https://app.test]
  credentials: true
  requestHeaders: [Authorization]
`;

test('exit codes: it holds, it is broken, it is unreachable, and an invalid contract sends nothing', async () => {
  let requests = 0;
  const url = await listen((request, response) => {
    requests++;
    respond(request, response);
  });
  const file = contract(`${POLICY}environments: { here: { API: '${url}' } }
endpoints: [{ url: '\${API}/right' }, { url: '\${API}/wrong' }, { name: gone, url: 'http://127.0.0.1:2/' }]`);
  const run = (...args: string[]) => corsmith(['test', file, '--env', 'here', ...args]);
  const [all, right, gone] = await Promise.all([run(), run('--filter', '/right'), run('--filter', 'GET gone')]);
  expect(all).toMatchObject({ code: 1, stderr: '' });
  expect(all.stdout).toMatch(/^✗ 1 of 9 expectations is broken, 3 are unreachable/);
  expect(all.stdout).toContain('credentials-not-allowed');
  expect(all.stdout).toContain('app.use(cors({');
  expect(right).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ All 3 expectations hold/) });
  expect(gone.code).toBe(3);
  const sent = requests;
  const wrong = await corsmith(['test', file]);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr.replace(/\s+/g, ' ')).toContain(`${file}:6:20: endpoints[0].url '\${API}/right'`.slice(-40, -12));
  expect(wrong.stderr).toContain('choose here');
  const nothing = await run('--filter', 'no such title');
  expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('--list') });
  expect(requests).toBe(sent);
  const list = await run('--list');
  expect(list.stdout.trim().split('\n')).toHaveLength(9);
  expect(requests).toBe(sent);
});

test('several reports of one run: files beside what is printed', async () => {
  const url = await listen(respond);
  const file = contract(`${POLICY}endpoints: [{ url: '${url}/wrong' }]`);
  const reports = ['json', 'tap', 'markdown', 'junit', 'sarif'].map(
    (name) => [name, join(folder, `report.${name}`)] as const,
  );
  const args = reports.flatMap(([name, path]) => ['--reporter', `${name}=${path}`]);
  const ended = await corsmith(['test', file, '--reporter', 'github', '--reporter', 'pretty', ...args]);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^::error file=[^\n]*\n✗ 1 of 3/);
  const [json, tap, markdown] = reports.map(([, path]) => readFileSync(path, 'utf8'));
  expect(JSON.parse(json!)).toMatchObject({
    counts: { total: 3, broken: 1 },
    tests: [{ line: 5, verdict: { kind: 'broken' } }, {}, {}],
  });
  expect(tap).toMatch(/^TAP version 14\n1\.\.3\nnot ok 1 - /);
  expect(markdown).toMatch(/^## ❌ CORS: 1 of 3/);
  const both = await corsmith([
    'test',
    file,
    '--reporter',
    'json',
    '--reporter',
    'tap',
    '--retries',
    '-1',
    '--engine',
    'opera',
  ]);
  expect(both.code).toBe(2);
  const two = await corsmith(['test', file, '--reporter', 'json', '--reporter', 'tap', '--retries', '-1']);
  expect(two).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/Only one report[\s\S]*--retries '-1'|--retries '-1'[\s\S]*Only one/),
  });
});

test('the folder of a report is created; a report that can’t be written is an error before anything is sent', async () => {
  let sent = 0;
  const url = await listen((request, response) => {
    sent++;
    respond(request, response);
  });
  const file = contract(`${POLICY}endpoints: [{ url: '${url}/right' }]`);
  const created = join(folder, 'a', 'b', 'report.json');
  expect(await corsmith(['test', file, '--reporter', `json=${created}`])).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(created, 'utf8')).counts.broken).toBe(0);
  const before = sent;
  const below = join(created, 'report.xml');
  const both = await corsmith(['test', file, '--reporter', `junit=${below}`, '--reporter', `json=${folder}`]);
  expect(both).toMatchObject({ code: 2, stdout: '' });
  expect(both.stderr).toContain('--reporter junit=');
  expect(both.stderr).toContain('--reporter json=');
  expect(sent).toBe(before);
});

test('the problems of a contract are annotations at their lines', async () => {
  const file = contract(`${POLICY}endpoints: [{ ulr: 'https://api.example.com' }]\n`);
  const { code, stdout, stderr } = await corsmith(['test', file, '--reporter', 'github', '--reporter', 'pretty']);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^::error file=[^\n]*,line=5,col=\d+,title=corsmith%3A contract::endpoints\[0\]/);
  expect(stdout).toContain('%0AWrite url');
  expect(stderr).toContain('Unknown key');
});

test('secrets of the contract and of the shell are in no report', async () => {
  const url = await listen((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', `echo ${request.headers.authorization}`).end();
  });
  const file = contract(`${POLICY}endpoints:
  - url: '${url}/users?token=s3cr3t-query'
    headers: { Authorization: 'Bearer \${TOKEN}' }
`);
  const env = { TOKEN: 's3cr3t-t0ken' };
  const paths = ['json', 'junit', 'sarif', 'github', 'tap', 'markdown'].map((name) => [
    name,
    join(folder, `masked.${name}`),
  ]);
  const args = [
    'test',
    file,
    '--verbose',
    '--reporter',
    'pretty',
    ...paths.flatMap((one) => ['--reporter', one.join('=')]),
  ];
  const { code, stdout, stderr } = await corsmith(args, { env });
  expect(code).toBe(1);
  const texts = [stdout, stderr, ...paths.map(([, path]) => readFileSync(path!, 'utf8'))];
  for (const text of texts) expect(text).not.toContain('s3cr3t');
  expect(texts.filter((text) => /\*{3}|(?:\\\*){3}/.test(text)).length).toBe(7);
  const shown = await corsmith(['test', file, '--reporter', 'json', '--show-secrets'], { env });
  expect(shown.stdout).toContain('s3cr3t-query');
});

test('hostile contracts: a clear error with its place, exit 2, within a second', async () => {
  const bomb = [
    'a: &a [x, x, x]',
    ...Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [${Array(9).fill(i === 0 ? '*a' : `*b${i - 1}`)}]`),
  ].join('\n');
  const texts = {
    bomb,
    cycle: 'policy: &p { origins: *p }\n',
    unknown: 'policies: { origin: x }\n',
    large: `endpoints:\n${'  - url: https://api.example.com/\n'.repeat(300_000)}`,
    binary: '\0\x01\x02: [',
  };
  for (const [name, text] of Object.entries(texts)) {
    const ended = await corsmith(['test', contract(text)]);
    expect(ended, name).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.replace(/\s+/g, ''), name).toMatch(/yaml:\d+:\d+:/);
  }
  const missing = await corsmith(['test', join(folder, 'none.yaml')]);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('does not exist') });
});
