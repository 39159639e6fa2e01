import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, corsmith, MAIN } from './built-cli.js';

beforeAll(build);

const folder = mkdtempSync(join(tmpdir(), 'corsmith-logs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MINUTE = 60;
const clock = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000).toISOString().slice(11, 19);
const line = (at: number, request: string, status: number, referer = 'https://app.example.com/') =>
  `192.0.2.${at % 200} - - [02/Mar/2026:${clock(at)} +0000] "${request} HTTP/1.1" ${status} 0 "${referer}" "agent"\n`;

/** An hour in which preflights to /users pass, and are refused from 9:30 on. */
const HOUR = Array.from({ length: 60 }, (_, minute) => {
  const at = minute * MINUTE;
  if (minute >= 30) return line(at, 'OPTIONS /users/7?token=s3cr3t', 405);
  return line(at, 'OPTIONS /users/7?token=s3cr3t', 204) + line(at, 'PUT /users/7?token=s3cr3t', 200);
}).join('');

const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const piped = (input: string | Buffer, ...args: readonly string[]) =>
  corsmith(['logs', ...args], { input, env: { NO_COLOR: '1' } });

describe('the report', () => {
  test('says which preflights fail, since when, why, and how to check it', async () => {
    const { code, stdout, stderr } = await corsmith(['logs', file('hour.log', HOUR), '--host', 'api.example.com']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('✗ 30 of 60 preflights refused (50 %)');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Since 2026-03-02 09:30:00 UTC; before that 30 preflights to this path passed, the last at 2026-03-02 09:29:00',
    );
    expect(stdout).toContain('preflight-not-handled');
    expect(stdout.replace(/ \\\n\s+/g, ' ')).toContain(
      "corsmith check https://api.example.com/users/7 --origin https://app.example.com -X POST -H 'Content-Type: application/json'",
    );
    expect(stdout).not.toContain('s3cr3t');
    for (const row of stdout.split('\n')) expect(row.length).toBeLessThanOrEqual(80);
  });

  test('is JSON for programs, and the same for standard input and gzip', async () => {
    const [named, plain, zipped] = await Promise.all([
      corsmith(['logs', file('hour.log.gz', gzipSync(HOUR)), '--json']),
      piped(HOUR, '--json'),
      piped(gzipSync(HOUR), '-', '--json'),
    ]);
    const { logs: _, ...report } = JSON.parse(named!.stdout);
    for (const { code, stdout } of [plain!, zipped!]) {
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject(report);
    }
    expect(report).toMatchObject({
      from: '2026-03-02T09:00:00Z',
      total: { preflights: 60, refused: 30, unfollowed: 0, undecided: 0, refusedShare: 0.5 },
      originsFrom: 'Referer',
      statuses: [{ status: 204 }, { status: 405 }],
      findings: [
        {
          kind: 'refused',
          path: '/users/:id',
          began: '2026-03-02T09:30:00Z',
          cause: { id: 'preflight-not-handled' },
          check: expect.stringMatching(/^corsmith check /),
        },
      ],
    });
  });

  test('exits with 0 if all preflights pass, or if there are none', async () => {
    expect(await piped(HOUR.split('\n').slice(0, 20).join('\n'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('✓ 10 preflights, none refused'),
    });
    expect(await piped('')).toMatchObject({ code: 0, stdout: expect.stringContaining('No preflight') });
  });

  test('can be filtered by time and path', async () => {
    const path = file('narrow.log', HOUR + line(3600, 'OPTIONS /other', 404));
    const count = async (...flags: readonly string[]) =>
      JSON.parse((await corsmith(['logs', path, '--json', ...flags])).stdout).total.preflights;
    expect(await count('--since', '2026-03-02T09:50:00Z', '--until', '2026-03-02T10:00:00Z')).toBe(10);
    expect(await count('--path', '/other')).toBe(1);
    expect(await count('--path', '/users/*')).toBe(60);
  });

  test('says that requests do not follow although preflights pass', async () => {
    const log = [0, 1, 2, 3, 200].map((at) => line(at, 'OPTIONS /quiet', 204)).join('');
    const { code, stdout } = await piped(log);
    expect(code).toBe(1);
    expect(stdout).toContain('4×  /quiet   OPTIONS passed, but no request followed');
    expect(stdout.replace(/\s+/g, ' ')).toContain('4 not followed within 60 s, 1 undecided');
  });
});

test('a host or path that is not in the logs is reported', async () => {
  const path = file('hosts.log', HOUR.replaceAll(/^/gm, 'api.example.com ').replace(/api\.example\.com $/, ''));
  const { code, stdout } = await corsmith(['logs', path, '--host', 'https://shop.example.com/x', '--html']);
  expect({ code, none: stdout.includes('matches the filters') }).toEqual({ code: 4, none: true });
  const none = await corsmith(['logs', path, '--host', 'shop.example.com']);
  expect(none).toMatchObject({ code: 4, stdout: expect.stringContaining('api.example.com (60)') });
  for (const host of ['https://api.example.com/', 'api.example.com:443', '*.example.com', 'API.example.com'])
    expect((await corsmith(['logs', path, '--host', host, '--path', 'users/*'])).stdout).toContain('30 of 60');
});

describe('hostile text in a log', () => {
  const EVIL = '</title><script src=//evil.test/x.js></script>"\'><img onerror=alert(1)>\u202e\x1b]0;evil\x07';
  const log = line(0, `OPTIONS /${EVIL.replaceAll(' ', '+')}`, 404, `https://${EVIL}`);

  test('controls neither the terminal nor the page', async () => {
    const [text, json, page] = await Promise.all([piped(log), piped(log, '--json'), piped(log, '--html')]);
    for (const { stdout, code } of [text!, json!, page!]) {
      expect(code).toBe(1);
      expect(stdout).not.toMatch(/[\x1b\x07\u202e]/);
    }
    const tags = [...page!.stdout.matchAll(/<([a-z]\w*)([^>]*)>/gi)];
    expect(tags.filter(([, name = '']) => /^(?:script|img|link|iframe|a|object)$/i.test(name))).toEqual([]);
    expect(tags.filter(([, , attributes = '']) => /\s(?:on\w+|src|href|style)=/i.test(attributes))).toEqual([]);
  });

  test('the page allows only its own style', async () => {
    const { stdout } = await piped(HOUR, '--html');
    const style = /<style>([\s\S]*?)<\/style>/.exec(stdout)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(stdout).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;;`);
    expect(stdout).not.toContain('style="');
    expect(stdout.match(/<svg/g)!.length).toBeGreaterThan(3);
    expect(stdout).not.toContain('s3cr3t');
  });
});

test('threads count a large log as awk does, in bounded memory', async () => {
  const block = HOUR.repeat(20);
  const path = file('large.log', block.repeat(Math.ceil(12_000_000 / block.length)));
  const awk = `{ m = substr($6, 2); if (m == "OPTIONS") { n++; s[$9]++ } } END { print NR, n, s[204], s[405] }`;
  const [lines, preflights, passed, refused] = execFileSync('awk', [awk, path], { encoding: 'utf8' })
    .trim()
    .split(' ')
    .map(Number);
  const { stdout } = await corsmith(['logs', path, '--json']);
  const report = JSON.parse(stdout);
  expect(report.lines).toEqual({ read: lines, unreadable: 0, tooLong: 0 });
  expect(report.total).toMatchObject({ preflights, refused });
  expect(report.statuses).toMatchObject(
    [
      { status: 405, preflights: refused },
      { status: 204, preflights: passed },
    ].sort((a, b) => b.preflights! - a.preflights! || a.status - b.status),
  );
});

describe('--follow', () => {
  test('reports refused preflights as they happen, and everything at Ctrl-C', async () => {
    const path = file('live.log', HOUR);
    const interruption = new AbortController();
    let step = 0;
    const { code, stdout } = await corsmith(['logs', '-f', path], {
      signal: interruption.signal,
      onOutput: (text) => {
        if (step === 0 && text.includes('30 of 60')) appendFileSync(path, line(3700, 'OPTIONS /new', 502));
        else if (step === 1 && text.includes('gateway-error')) interruption.abort();
        else return;
        step++;
      },
    });
    expect(code).toBe(130);
    expect(stdout).toContain('1× /new OPTIONS → 502 gateway-error');
    expect(stdout).toContain('31 of 61 preflights refused');
  });
});

describe('--follow --json', () => {
  const eventsIn = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));

  test('prints one line per event', async () => {
    const path = file('live-json.log', HOUR);
    const interruption = new AbortController();
    let output = '';
    const { code, stdout } = await corsmith(['logs', '-f', path, '--json'], {
      signal: interruption.signal,
      onOutput: (text) => {
        const before = output;
        output += text;
        if (!before.includes('\n') && output.includes('\n')) appendFileSync(path, line(3700, 'OPTIONS /new', 502));
        if (output.includes('"refused","findings"') && output.endsWith('\n')) interruption.abort();
      },
    });
    expect(code).toBe(130);
    expect(eventsIn(stdout)).toMatchObject([
      { event: 'report', report: { total: { preflights: 60 } } },
      {
        event: 'refused',
        findings: [
          { path: '/new', statuses: [502], counts: { refused: 1 }, check: expect.stringMatching(/^corsmith check /) },
        ],
      },
      { event: 'report', report: { total: { preflights: 61 } } },
    ]);
  });

  test('follows standard input', async () => {
    const child = spawn(process.execPath, [MAIN, 'logs', '-f', '--json']);
    let stdout = '';
    child.stdin.write(HOUR);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const before = stdout;
      stdout += text;
      if (!before.includes('\n') && stdout.includes('\n')) child.stdin.write(line(3700, 'OPTIONS /new', 502));
      if (stdout.includes('"refused","findings"') && stdout.endsWith('\n')) child.stdin.end();
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(eventsIn(stdout).map(({ event }) => event)).toEqual(['report', 'refused', 'report']);
  });
});

describe('--sql', () => {
  test('prints the query for the given format, or for that of the file', async () => {
    const path = file('query.log', HOUR);
    const named = await corsmith(['logs', '--sql', 'clickhouse', '--log-format', 'alb', '--table', 'web.lb']);
    expect(named).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('FROM web.lb') });
    const read = await corsmith(['logs', '--sql', 'duckdb', path]);
    expect(read.stdout).toContain(`read_csv(['${path}']`);
  });
});

test('for an unknown format, prints a command that can read the log', async () => {
  const path = file('own.log', '2026-03-02T10:00:00Z | 203.0.113.7 | OPTIONS | /it | 404\n');
  const { code, stderr } = await corsmith(['logs', path]);
  expect(code).toBe(2);
  const command = stderr.split('\n').find((row) => row.startsWith('corsmith logs'))!;
  const [, format] = /--log-format '([^']+)'/.exec(command)!;
  expect(await corsmith(['logs', '--log-format', format!, path])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('1 of 1 preflight refused'),
  });
});

test.each([
  [['logs', '/nowhere/access.log'], /\/nowhere\/access.log does not exist/],
  [['logs', folder], /is a folder, not a file/],
  [['logs', MAIN], /Could not detect the format of[\s\S]*First\s+line:\s+#!/],
  [['logs', MAIN, '--log-format', 'combine'], /Unknown log format 'combine'/],
  [['logs', MAIN, '--log-format', '$remote_addr $request'], /does not log the status[\s\S]*does not log the time/],
  [['logs', MAIN, '--since', 'yesterday'], /--since 'yesterday' is not a valid time/],
  [['logs', MAIN, '--window', '0'], /--window '0'/],
  [['logs', MAIN, '--follow', '--html'], /--html and --follow exclude each other/],
  [['logs', '--sql', 'duckdb'], /The log format is unknown/],
  [['logs', '--sql', 'athena', '--table', "a'; drop"], /is not a valid table name/],
])('%j is a usage error', async (args, message) => {
  expect(await corsmith(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
});
