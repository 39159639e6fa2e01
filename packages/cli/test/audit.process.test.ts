import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Audit } from '@corsmith/audit';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { sarifProblems } from '../../contract/test/sarif-schema.js';
import { parseArguments } from '../src/audit/arguments.js';
import { auditLines } from '../src/terminal/audit.js';
import { paint } from '../src/terminal/paint.js';
import { build, corsmith } from './built-cli.js';

beforeAll(build);

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-audit-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Allows any origin, with credentials, and echoes a request header. */
const open: RequestListener = (request, response) => {
  const { origin, cookie = '' } = request.headers;
  if (origin) response.setHeader('Access-Control-Allow-Origin', origin).setHeader('X-Echo', cookie);
  response.setHeader('Access-Control-Allow-Credentials', 'true').setHeader('Vary', 'Origin').end();
};

test('exits 1 with what was found, as JSON without secrets', async () => {
  const url = await listen(open);
  const { code, stdout } = await corsmith(['audit', url, '--json', '-H', 'Cookie: session=s3cr3t-s3cr3t']);
  expect(code).toBe(1);
  const found: Audit = JSON.parse(stdout);
  expect(found.findings).toMatchObject([{ id: 'reflects-any-origin', severity: 'high', attacker: 'anyone' }]);
  expect(stdout).not.toContain('s3cr3t');
});

test('exits 0 below --fail-on, and where nothing is found', async () => {
  const url = await listen((request, response) => {
    const { origin } = request.headers;
    if (origin === 'https://app.test' || origin === 'http://localhost:3000')
      response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Vary', 'Origin').end();
  });
  const args = ['audit', url, '--origin', 'https://app.test'];
  expect(await corsmith(args)).toMatchObject({ code: 1, stdout: expect.stringContaining('localhost-allowed') });
  expect(await corsmith([...args, '--fail-on', 'high'])).toMatchObject({ code: 0 });
  expect(await corsmith([...args, '--origin', 'http://localhost:3000'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('✓ No findings in its CORS responses'),
  });
});

test('exits 3 if nothing responds', async () => {
  expect(await corsmith(['audit', 'http://127.0.0.1:2'])).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('✗ No response: connection refused'),
  });
});

test('reports every mistake of the command line at once, and exits 2', async () => {
  const args = [
    'audit',
    'ftp://api.test',
    '--origin',
    'null',
    '--origin',
    'https://*',
    '-X',
    'CONNECT',
    '--timeout',
    '0',
    '--max-requests',
    'x',
  ];
  const { code, stderr } = await corsmith(args);
  expect(code).toBe(2);
  for (const part of [
    'ftp://api.test',
    'Never allow it',
    'not a valid pattern',
    'CONNECT',
    '--timeout',
    '--max-requests',
  ])
    expect(stderr).toContain(part);
});

const strict: RequestListener = (request, response) => {
  const { origin } = request.headers;
  if (origin === 'https://app.test')
    response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Vary', 'Origin').end();
};

test('audits a list of URLs, and the worst of them decides the exit code', async () => {
  const [good, bad] = [await listen(strict), await listen(open)];
  const folder = temporaryFolder();
  const list = join(folder, 'urls.txt');
  writeFileSync(list, `# ours\n${good}/me   # strict\n\n${bad}/me\n`);
  const { code, stdout } = await corsmith(['audit', '--urls', list, '--origin', 'https://app.test']);
  expect(code).toBe(1);
  expect(stdout).toContain('✗ 2 URLs: 1 finding (1 high)');
  const several = await corsmith(['audit', `${good}/me`, 'http://127.0.0.1:2/', '--origin', 'https://app.test']);
  expect(several).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('✗ 2 URLs: no findings, 1 without a response'),
  });
  writeFileSync(list, 'api.test\n');
  expect(await corsmith(['audit', '--urls', list])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/urls\.txt:1: The URL 'api\.test' has no\s+scheme/),
  });
  expect(await corsmith(['audit'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no URL to audit'),
  });
});

test('audits the endpoints of a contract with its origins, and writes SARIF at its lines', async () => {
  const bad = await listen((request, response) => {
    const { origin = '' } = request.headers;
    if (origin.startsWith('https://app.test'))
      response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Vary', 'Origin').end();
  });
  const folder = temporaryFolder();
  const contract = join(folder, 'cors.yaml');
  writeFileSync(
    contract,
    `policy: { origins: [https://app.test], credentials: true }\nendpoints:\n  - url: \${API}/me\n  - { url: '\${API}/public', policy: { origins: '*' } }\nenvironments:\n  here: { API: '${bad}' }\n`,
  );
  const sarif = join(folder, 'reports', 'audit.sarif');
  const { code, stdout } = await corsmith([
    'audit',
    '--contract',
    contract,
    '--env',
    'here',
    '--sarif',
    sarif,
    '--json',
  ]);
  expect(code).toBe(1);
  const { audits } = JSON.parse(stdout) as { audits: Audit[] };
  expect(audits).toMatchObject([
    { url: `${bad}/me`, trusted: ['https://app.test'], findings: [{ id: 'prefix-match' }] },
    { url: `${bad}/public` },
  ]);
  const [run] = JSON.parse(readFileSync(sarif, 'utf8')).runs;
  expect(run.results[0]).toMatchObject({
    ruleId: 'prefix-match',
    level: 'error',
    locations: [{ physicalLocation: { region: { startLine: 3 } } }],
  });
  expect(sarifProblems(JSON.parse(readFileSync(sarif, 'utf8')))).toEqual([]);
  expect(await corsmith(['audit', '--contract', join(folder, 'none.yaml')])).toMatchObject({ code: 2 });
  expect(await corsmith(['audit', `${bad}/me`, '--env', 'here'])).toMatchObject({ code: 2 });
});

test('Ctrl-C ends it with 130', async () => {
  const interrupt = new AbortController();
  const url = await listen(() => interrupt.abort());
  // It would wait far longer than the test may.
  const args = ['audit', url, '--timeout', '600'];
  expect(await corsmith(args, { signal: interrupt.signal })).toEqual({ code: 130, stdout: '', stderr: '' });
});

test('takes a cookie, which a page could not set', () => {
  const parse = (header: string) => parseArguments({ arguments: ['http://a.test'], options: { header: [header] } });
  expect(parse('cookie: a=b').common.headers).toEqual([['Cookie', 'a=b']]);
  expect(() => parse('Host: x')).toThrow('Host');
});

test('no line of the screen is longer than the terminal, whatever the server sends', () => {
  const long = `https://${'a'.repeat(300)}.test`;
  const audit: Audit = {
    url: 'http://a.test/',
    credentials: 'any',
    trusted: ['https://app.test'],
    findings: [
      {
        id: 'prefix-match',
        title: 'A title',
        severity: 'high',
        severityReason: 'any website',
        attacker: 'anyone',
        impact: 'Someone can.',
        bounds: 'Not more.',
        browsers: {} as Audit['findings'][number]['browsers'],
        origins: ['https://app.test.evil.test'],
        evidence: [
          {
            text: 'Origin: https://app.test.evil.test',
            exchange: 0,
            header: ['access-control-allow-origin', `${long}\x1b[2J`],
          },
        ],
        exploit: "fetch('http://a.test/')",
        advice: 'Do otherwise.',
      },
    ],
    harmless: [],
    finished: false,
    unfinished: ['It stopped.'],
    unsent: 3,
    unsentByClass: { 'preview-hosts': 3 },
    notes: ['It stopped.'],
    stack: [],
    exchanges: [],
  };
  const screen = paint(auditLines(audit, { width: 80, detail: 'verbose' }), 'plain');
  expect(screen).not.toContain('\x1b');
  expect(screen).toContain('(not finished)');
  expect(screen).toContain('3 requests without a result: preview-hosts 3.');
  for (const line of screen.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
