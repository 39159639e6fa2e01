import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { logFormats } from '../../src/logs/formats.js';
import {
  LONGEST_LINE,
  type LogFilter,
  type LogFormat,
  type LogsError,
  namedFormat,
  readLogStream,
  readLogs,
} from '../../src/logs/index.js';
import { wrappers } from '../../src/logs/wrappers.js';
import { CLIENTLESS_TRUTH, GROUND_TRUTH, TIMELESS_TRUTH, TRUTH } from './ground-truth.js';
import { KINDS_OF_LINE } from './kinds-of-line.js';
import { NOON, type Request, writers } from './log-lines.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, text: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const options = { filter: { window: 30 }, threads: 1 };

describe('a line format in practice is detected, and every count is exact', () => {
  test.each(Object.entries(KINDS_OF_LINE))('%s', async (name, { write, format, lacks }) => {
    const text = GROUND_TRUTH.map((one) => `${write(one)}\n`).join('');
    const { logs, total, lines } = await readLogs([written('kind.log', text)], options);
    expect({ format: logs[0]?.format, certainty: logs[0]?.certainty }).toEqual({ format, certainty: 'sure' });
    expect(lines).toEqual({ read: GROUND_TRUTH.length, unreadable: 0, tooLong: 0 });
    const truth = lacks === 'times' ? TIMELESS_TRUTH : lacks === 'times and clients' ? CLIENTLESS_TRUTH : TRUTH;
    const { refusedShare: _, ...counts } = total;
    expect(counts, name).toEqual(truth);
  });
});

describe('a file with another encoding or layout is read too', () => {
  const lines = (format: string) => GROUND_TRUTH.map((one) => writers[format]!(one));
  const combined = lines('combined').join('\n');
  const caddy = GROUND_TRUTH.map((one) => JSON.parse(writers.caddy!(one)) as object);
  const utf16le = Buffer.from(`\uFEFF${combined}\r\n`, 'utf16le');
  const header = '#Version: 1.0\n#Fields: date time cs-method cs-uri-stem cs-host sc-status c-ip cs(Referer)\n';
  const iis = GROUND_TRUTH.map(
    ({ time, client, method, host, target, status }) =>
      `${new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')} ${method} ${target.split('?')[0]} ${host} ${status} ${client} -\n`,
  ).join('');

  test.each<[string, string | Buffer]>([
    ['with a byte order mark', `\uFEFF${combined}\n`],
    ['CloudFront with a byte order mark', `\uFEFF${lines('cloudfront').join('\n')}\n`],
    ['with CRLF', `${lines('combined').join('\r\n')}\r\n`],
    ['in UTF-16, as PowerShell writes it', utf16le],
    ['in UTF-16 with the bytes swapped', Buffer.from(utf16le).swap16()],
    ['in UTF-16 without a byte order mark', utf16le.subarray(2)],
    ['in UTF-16 and gzip', gzipSync(utf16le)],
    ['a JSON array', JSON.stringify(caddy)],
    ['a JSON array, a line each', `[\n${caddy.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`],
    ['indented JSON', caddy.map((one) => JSON.stringify(one, null, 2)).join('\n')],
    ['an indented JSON array in gzip', gzipSync(JSON.stringify(caddy, null, '\t'))],
    ['IIS with other fields', header + iis],
    [
      'after 200 lines of errors',
      `${'2026/03/02 12:00:00 [error] 31#31: *5 open() failed\n'.repeat(200)}${`${combined}\n`.repeat(1)}`,
    ],
  ])('%s', async (_, bytes) => {
    const path = written('other.log', bytes);
    const { total } = await readLogs([path], options);
    expect(total).toMatchObject(TRUTH);
    const streamed = await readLogStream(createReadStream(path, { highWaterMark: 1000 }), 'it', options);
    expect(streamed.total).toMatchObject(TRUTH);
  });

  test('a given format is used whatever the first lines are', async () => {
    const errors = 'upstream timed out while reading the response\n'.repeat(6000);
    const path = written('errors.log', `${errors}${combined}\n`);
    const format = namedFormat('combined') as LogFormat;
    const { total, logs, lines: counted } = await readLogs([path], { ...options, format });
    expect(total).toMatchObject(TRUTH);
    expect(logs).toMatchObject([{ certainty: 'given' }]);
    expect(counted.unreadable).toBe(6000);
    const error = await readLogs([path], { ...options, format: namedFormat('alb') as LogFormat }).catch(
      (reason) => reason,
    );
    expect((error as LogsError).problems).toMatchObject([{ code: 'wrong-format' }]);
  });

  test('a truncated object in multi-line JSON does not affect the others', async () => {
    const text = caddy.map((one) => JSON.stringify(one, null, 2));
    const huge = `{ "a": "${'x'.repeat(600_000)}" }`;
    const path = written(
      'broken.json',
      [...text.slice(0, 50), huge, ...text.slice(50), '{ "level": "info", "ts"'].join('\n'),
    );
    expect((await readLogs([path], options)).total.preflights).toBeGreaterThan(75);
  });
});

test('a client that closes the connection is not a refusal, and a finding only if it is frequent', async () => {
  const at = (i: number, target: string, status: number): Request => {
    const one = { client: `203.0.113.${i + 1}`, host: 'api.example.com', origin: '' };
    return { ...one, time: NOON + i, method: 'OPTIONS', target, status };
  };
  const requests = Array.from({ length: 6 }, (_, i) => [
    at(i, '/slow', i < 4 ? 499 : 204),
    at(i, '/', i < 1 ? 499 : 204),
  ]);
  const text = requests.flat().map((one) => `${writers.combined!(one)}\n`);
  const { total, findings } = await readLogs([written('closed.log', text.join(''))], options);
  expect(total).toMatchObject({ preflights: 12, refused: 0, aborted: 5 });
  expect(findings).toMatchObject([
    { kind: 'aborted', path: '/slow', statuses: [499], counts: { aborted: 4 }, cause: { id: 'timeout' } },
  ]);
});

test('the documentation names every format and every wrapper', () => {
  const page = readFileSync(new URL('../../../../docs/commands/logs.md', import.meta.url), 'utf8');
  for (const { id } of logFormats) expect(page).toContain(`| \`${id}\` |`);
  for (const { title } of wrappers) expect(page).toContain(`| ${title} |`);
  expect(page).toContain(`longer than ${LONGEST_LINE >> 10} KiB`);
});

describe('possible mistakes are reported', () => {
  const lines = GROUND_TRUTH.map((one) => writers.vhost!(one));
  const read = async (text: readonly string[], filter: Partial<LogFilter> = {}) =>
    readLogs([written('order.log', `${text.join('\n')}\n`)], { filter: { window: 30, ...filter }, threads: 1 });

  test('unsorted lines: unfollowed preflights count as undecided, and the time span is right', async () => {
    const straight = await read(lines);
    expect(straight).toMatchObject({ disordered: 0, total: TRUTH });
    const stride = lines.map((_, i) => lines[(i * 67) % lines.length]!);
    for (const mixed of [[...lines].reverse(), stride]) {
      const { disordered, total, from, to } = await read(mixed);
      expect(disordered).toBeGreaterThan(0);
      expect({ from, to }).toEqual({ from: straight.from, to: straight.to });
      expect(total).toMatchObject({ preflights: 80, refused: 30, unfollowed: 0 });
    }
  });

  test('a host or path that is not in the log: those that are', async () => {
    const none = await read(lines, { host: 'shop.example.com' });
    expect(none.total.preflights).toBe(0);
    expect(none.excluded.hosts.items).toMatchObject([{ name: 'api.example.com', preflights: 80 }]);
    const { excluded } = await read(lines, { path: '/nowhere' });
    expect(excluded.paths.items.map(({ name }) => name)).toContain('/orders/:id');
    expect((await read(lines, { until: 5 })).excluded.times).toBe(80);
  });

  test.each(['api.example.com', '*.example.com', 'api.*', '*'])('--host %s matches any port', async (host) => {
    expect((await read(lines, { host })).total.preflights).toBe(80);
    const withPort = GROUND_TRUTH.map((one) => writers.vhost!(one).replace(':443', ':8443'));
    expect((await read(withPort, { host })).total.preflights).toBe(80);
    expect((await read(withPort, { host: 'api.example.com:9000' })).total.preflights).toBe(0);
  });

  test('--since is rejected for a log without times, and no times are made up', async () => {
    const text = GROUND_TRUTH.map((one) => KINDS_OF_LINE.uvicorn!.write(one));
    const report = await read(text);
    expect(report).not.toHaveProperty('from');
    expect(JSON.stringify(report)).not.toContain('1970');
    const error = await read(text, { since: 1 }).catch((reason) => reason);
    expect((error as LogsError).problems[0]?.message).toContain('has no times');
  });

  test('a user name and password in the Referer are dropped', async () => {
    const { origins } = await read(lines.map((line) => line.replace('https://app', 'https://ann:s3cret@app')));
    expect(origins.items.map(({ name }) => name)).toEqual(['https://app.example.com']);
  });
});
