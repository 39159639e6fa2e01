import { describe, expect, test } from 'vitest';
import { createApp } from '../src/ui/app.js';

const HOST = '127.0.0.1:43210';
const TOKEN = 'a-secret-of-this-run';
const files = new Map([['/', { type: 'text/html; charset=utf-8', content: new TextEncoder().encode('<p>page') }]]);
const app = createApp(files, { hosts: [HOST, 'localhost:43210'], token: TOKEN });

const own = { host: HOST, authorization: `Bearer ${TOKEN}`, 'sec-fetch-site': 'same-origin', origin: `http://${HOST}` };
const ask = (path: string, headers: Record<string, string>, body?: string) =>
  app.request(`http://${HOST}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body !== undefined && { body }),
  });
const check = (headers: Record<string, string>, body = '{}') => ask('/api/check', headers, body);

describe('the page', () => {
  test('is served to who asks for it by its name, with a policy of its own', async () => {
    for (const host of [HOST, 'localhost:43210']) expect((await ask('/', { host })).status).toBe(200);
    const { headers } = await ask('/', { host: HOST });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('no file but its own can be had', async () => {
    for (const path of ['/index.html', '/../package.json', '/%2e%2e/package.json', '/assets'])
      expect((await ask(path, { host: HOST })).status).toBe(404);
  });
});

test.each<[string, Record<string, string>]>([
  ['a name that is made to point here', { ...own, host: 'evil.example:43210' }],
  ['no name', { ...own, host: '' }],
  ['another port of this machine', { ...own, host: '127.0.0.1:1' }],
  ['a page of another origin', { ...own, origin: 'https://evil.example' }],
  ['another site', { ...own, 'sec-fetch-site': 'cross-site' }],
  ['another port of this machine, the same site', { ...own, 'sec-fetch-site': 'same-site' }],
  ['no token', { ...own, authorization: '' }],
  ['another token', { ...own, authorization: `Bearer ${TOKEN}x` }],
])('a check for %s is refused', async (_, headers) => {
  const response = await check(headers);
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ error: expect.stringMatching(/\.$/) });
});

describe('a check', () => {
  test.each([
    '',
    'null',
    '[]',
    '{"url": 1}',
    '{"url": "x", "options": {"showSecrets": true}}',
    '{"url": "x", "options": {"data": "@/etc/passwd"}}',
  ])('of %s is none', async (body) => expect((await check(own, body)).status).toBe(400));

  test('tells what is wrong in what was typed, all at once', async () => {
    const response = await check(
      own,
      JSON.stringify({ url: 'localhost:3000', options: { origin: 'https://a.example/' } }),
    );
    expect(response.status).toBe(400);
    expect((await response.json()).problems).toHaveLength(2);
  });

  test('with a body of more than 1 MB is refused', async () => {
    const body = JSON.stringify({ url: 'x'.repeat(1_100_000) });
    expect((await check({ ...own, 'content-length': String(body.length) }, body)).status).toBe(413);
  });

  test('tells its exchanges, then all that was found, with secrets masked', async () => {
    const options = { origin: 'https://app.example.com', header: ['Authorization: Bearer abcdefghijkl'] };
    const response = await check(own, JSON.stringify({ url: 'http://127.0.0.1:1/', options }));
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toHaveProperty('exchange.failure.id', 'connection-refused');
    expect(lines.at(-1)).toHaveProperty('diagnosis.causes.0.id', 'connection-refused');
    expect(lines.at(-1).commands[0]).toMatch(/^curl -i/);
    expect(JSON.stringify(lines)).not.toContain('abcdefghijkl');
  });
});
