import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../src/check/arguments.js';
import type { Invocation } from '../src/command.js';
import { UsageError } from '../src/usage-error.js';

const origin = 'https://app.test';
const parse = (url: string, options: object) =>
  parseArguments({ arguments: [url], options: { origin, ...options } } as unknown as Invocation);

async function problemsOf(url: string, options: object): Promise<string[]> {
  const error = await parse(url, options).catch((reason: unknown) => reason);
  if (!(error instanceof UsageError)) return [];
  return error.problems.map(({ message, hint }) => (hint === undefined ? message : `${message} | ${hint}`));
}

describe('a request as a user of curl writes it', () => {
  const url = 'https://api.test/x';
  test('is a GET, or a POST with --data, or what -X says', async () => {
    expect((await parse(url, {})).request).toEqual({ origin, url, method: 'GET' });
    expect((await parse(url, { data: 'a=1' })).request).toEqual({ origin, url, method: 'POST', body: 'a=1' });
    expect((await parse(url, { request: 'patch', data: '' })).request).toEqual({
      origin,
      url,
      method: 'patch',
      body: '',
    });
  });

  test('keeps headers in order and as they are written', async () => {
    const { request } = await parse(url, { header: ['X-B: 1', 'x-a:2 ', 'X-B:', 'content-type: application/json'] });
    expect(request.headers).toEqual([
      ['X-B', '1'],
      ['x-a', '2'],
      ['X-B', ''],
      ['content-type', 'application/json'],
    ]);
  });

  test('reads a body from a file, byte for byte', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corsmith-body-'));
    try {
      writeFileSync(join(folder, 'text'), 'é\n');
      writeFileSync(join(folder, 'bytes'), Buffer.from([0xff, 0x00]));
      expect((await parse(url, { data: `@${join(folder, 'text')}` })).request.body).toBe('é\n');
      expect((await parse(url, { data: `@${join(folder, 'bytes')}` })).request.body).toEqual(new Uint8Array([0xff, 0]));
      expect(await problemsOf(url, { data: `@${join(folder, 'none')}` })).toEqual([
        expect.stringContaining('none does not exist.'),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is the text itself with --data-raw, also if it looks like a file', async () => {
    expect((await parse(url, { dataRaw: '@/etc/hostname' })).request.body).toBe('@/etc/hostname');
    expect(await problemsOf(url, { data: 'a', dataRaw: 'b' })).toEqual([
      'Both --data and --data-raw give a body. | Leave out one of them',
    ]);
  });

  test('may name servers behind the proxy', async () => {
    const { direct } = await parse(url, { direct: ['app', '10.0.0.5:3000', '[::1]:8443', 'http://app:80'] });
    expect(direct).toEqual([
      { host: 'app' },
      { host: '10.0.0.5', port: 3000 },
      { host: '::1', port: 8443 },
      { host: 'app', port: 80, scheme: 'http' },
    ]);
  });
});

describe('a mistake is one sentence with the offending text', () => {
  test.each([
    ['', {}, 'The URL is empty.'],
    ['localhost:3000/x', {}, "The URL 'localhost:3000/x' has no scheme. | Write http://localhost:3000/x"],
    ['api.test/x', {}, "The URL 'api.test/x' has no scheme. | Write https://api.test/x"],
    ['api.test:8443', {}, "The URL 'api.test:8443' has no scheme. | Write https://api.test:8443"],
    ['/users', {}, "The URL '/users' has no host. | Write the complete URL, from https:// on"],
    ['https://', {}, "The URL 'https://' is not valid."],
    ['https://a.test/\nx', {}, /has a line break/],
    [
      'https://a.test:99999/?token=abc',
      {},
      "The URL 'https://a.test:99999/?token=***' is not valid: the port 99999 is above 65535.",
    ],
    [
      'https://a.test',
      { origin: undefined },
      '--origin is missing: the origin of the page that makes the request. | Pass it, such as --origin http://localhost:5173',
    ],
    [
      'https://a.test',
      { origin: 'https://b.test/login' },
      /'https:\/\/b.test\/login'.* \| Write --origin https:\/\/b.test$/,
    ],
    ['https://a.test', { origin: 'b.test' }, /'b.test'.*scheme.* \| Write --origin https:\/\/b.test$/],
    ['https://a.test', { origin: 'file:///x' }, / \| A page opened from a file has the origin null: --origin null$/],
    ['https://a.test', { request: 'GET /' }, "'GET /' is not a valid method."],
    ['https://a.test', { request: 'trace' }, 'fetch() does not allow the method trace.'],
    [
      'https://a.test',
      { request: 'GET', data: 'x' },
      'fetch() does not allow a body with GET. | Leave out --data, or use -X POST',
    ],
    ['https://a.test', { header: ['X-A'] }, "The header 'X-A' has no colon. | Write -H 'Name: value'"],
    ['https://a.test', { header: ['Authorization Bearer abc'] }, /^The header 'Authorization \*\*\*' has no colon/],
    ['https://a.test', { header: ['X A: 1'] }, "'X A' is not a valid header name."],
    ['https://a.test', { header: ['X-A: 1\r\nX-B: 2'] }, /^The header 'X-A: 1\r\nX-B: 2' has a line break\.$/],
    ['https://a.test', { header: ['X-A: €'] }, /has a character that fetch\(\) does not allow/],
    [
      'https://a.test',
      { header: ['Origin: https://b.test'] },
      / \| Pass the page's origin with --origin https:\/\/b.test$/,
    ],
    ['https://a.test', { header: ['Cookie: id=secret'] }, /'Cookie: id=\*\*\*'.* \| .*--cookie/],
    ['https://a.test', { header: ['Sec-Fetch-Mode: x'] }, /A page can't set .* \| Leave it out$/],
    [
      'https://a.test',
      { direct: ['http://x/y'] },
      "--direct 'http://x/y' is not a server. | Write HOST, HOST:PORT or http://HOST:PORT",
    ],
    ['https://a.test', { direct: ['x:0'] }, /^--direct 'x:0' is not a server/],
    ['https://a.test', { read: ['X A'] }, "--read 'X A' is not a valid header name."],
    ['https://a.test', { timeout: '10s' }, "--timeout '10s' must be seconds, more than 0 and at most 600."],
    ['https://a.test', { timeout: '0' }, "--timeout '0' must be seconds, more than 0 and at most 600."],
    [
      'https://a.test',
      { origin: '*' },
      /^--origin '\*' is a pattern, not the origin of a page. \| Pass the origin of one page/,
    ],
    ['https://a.test', { origin: 'https://*' }, /is a pattern/],
    ['http//a.test/x', {}, /malformed scheme\. \| Write http:\/\/a\.test\/x$/],
    ['https:/a.test', {}, undefined],
    ['[::1]:3000/x', {}, /has no scheme\. \| Write http:\/\/\[::1\]:3000\/x$/],
    ['http://a.test:99999/', {}, /the port 99999 is above 65535\.$/],
    [' http://a.test/ ', {}, undefined],
    ['https://a.test', { timeout: '' }, /^--timeout ''/],
  ])('%j %j', async (url, options, problem) => {
    const expected = typeof problem === 'string' ? problem : problem && expect.stringMatching(problem);
    expect(await problemsOf(url, options)).toEqual(expected === undefined ? [] : [expected]);
  });

  test('and all of them are reported at once', async () => {
    expect(await problemsOf('x', { origin: 'y', header: ['z'], timeout: '-1' })).toHaveLength(4);
  });
});
