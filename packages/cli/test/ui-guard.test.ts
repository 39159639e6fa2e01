import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../src/ui/app.js';
import { createBoard } from '../src/ui/board.js';
import { createWatching } from '../src/ui/watching.js';

const HOST = '127.0.0.1:43210';
const TOKEN = 'a-secret-of-this-run';
const files = new Map([['/', { type: 'text/html; charset=utf-8', content: new TextEncoder().encode('<p>page') }]]);
const watching = createWatching();
const app = createApp(files, TOKEN, watching);

const own = { host: HOST, authorization: `Bearer ${TOKEN}`, 'sec-fetch-site': 'same-origin', origin: `http://${HOST}` };
const send = (path: string, headers: Record<string, string>, body?: string) =>
  app.request(`http://${HOST}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body !== undefined && { body }),
  });
const check = (headers: Record<string, string>, body = '{}') => send('/api/check', headers, body);

describe('the page', () => {
  test('is served on a loopback host, with a Content-Security-Policy', async () => {
    for (const host of [HOST, 'localhost:43210']) expect((await send('/', { host })).status).toBe(200);
    const { headers } = await send('/', { host: HOST });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('serves no other files', async () => {
    for (const path of ['/index.html', '/../package.json', '/%2e%2e/package.json', '/assets'])
      expect((await send(path, { host: HOST })).status).toBe(404);
  });
});

test.each<[string, Record<string, string>]>([
  ['a name that is made to point here', { ...own, host: 'evil.example:43210' }],
  ['no name', { ...own, host: '' }],
  ['a name of this machine, by a page of another one', { ...own, host: 'localhost:43210' }],
  ['a page of another port', { ...own, host: '127.0.0.1:2' }],
  ['a page of another origin', { ...own, origin: 'https://evil.example' }],
  ['another site', { ...own, 'sec-fetch-site': 'cross-site' }],
  ['another port of this machine, the same site', { ...own, 'sec-fetch-site': 'same-site' }],
  ['no token', { ...own, authorization: '' }],
  ['another token', { ...own, authorization: `Bearer ${TOKEN}x` }],
])('whatever does something is refused for %s', async (_, headers) => {
  for (const path of ['check', 'contract', 'watch', 'watch/start', 'watch/stop']) {
    const response = await send(`/api/${path}`, headers, '{}');
    expect({ path, status: response.status }).toEqual({ path, status: 403 });
    expect(await response.json()).toEqual({ error: expect.stringMatching(/\.$/) });
  }
});

test('a body of more than 1 MB is refused', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(1_100_000) });
  for (const path of ['check', 'contract', 'watch/start'])
    expect((await send(`/api/${path}`, { ...own, 'content-length': String(body.length) }, body)).status).toBe(413);
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

  test('reports every problem in the input', async () => {
    const response = await check(
      own,
      JSON.stringify({ url: 'localhost:3000', options: { origin: 'https://a.example/' } }),
    );
    expect(response.status).toBe(400);
    expect((await response.json()).problems).toHaveLength(2);
  });

  test('sends its exchanges, then the diagnosis, with secrets masked', async () => {
    const options = { origin: 'https://app.example.com', header: ['Authorization: Bearer abcdefghijkl'] };
    const response = await check(own, JSON.stringify({ url: 'http://127.0.0.1:2/', options }));
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

describe('a watch', () => {
  const APP = 'https://app.test';
  const SECRET = 'sk-live-0123456789';
  let isBroken = false;
  const api = createServer(({ headers }, response) => {
    if (!isBroken && headers.origin === APP)
      response.setHeader('Access-Control-Allow-Origin', APP).setHeader('Access-Control-Allow-Headers', 'x-api-key');
    response.end('{}');
  });
  let text: string;
  beforeAll(async () => {
    await once(api.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/users?key=${SECRET}`;
    text = `policy: { origins: ['${APP}'], requestHeaders: [X-Api-Key] }
endpoints: [{ name: users, url: '${url}', headers: { X-Api-Key: ${SECRET} } }]\n`;
  });
  afterEach(() => watching.stop());
  afterAll(() => api.close().closeAllConnections());

  const start = (order: object) => send('/api/watch/start', own, JSON.stringify(order));

  /** What a page receives, until `isEnough`. */
  async function received(isEnough: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
    const response = await send('/api/watch', own, '');
    const lines: string[] = [];
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      lines.push(...chunk.split('\n').filter((line) => line !== ''));
      if (isEnough(lines)) break;
    }
    return lines;
  }
  const hasStatuses = (statuses: readonly string[]) => (lines: readonly string[]) => {
    const known = lines.flatMap((line) => JSON.parse(line).state?.status ?? []);
    return statuses.every((status) => known.includes(status));
  };

  test('sends its progress and results with secrets masked, and its state to later followers', async () => {
    expect((await start({ text, interval: '100ms' })).status).toBe(204);
    const lines = await received(hasStatuses(['holds']));
    expect(JSON.parse(lines[0]!)).toMatchObject({
      watch: {
        isOn: true,
        order: { text, interval: '100ms' },
        checks: [{ name: 'users', policy: { origins: [APP] } }],
      },
    });
    expect(lines.some((line) => line.includes('"run":{'))).toBe(true);
    isBroken = true;
    const later = await received(hasStatuses(['broken']));
    const { state } = JSON.parse(later.findLast((line) => line.includes('"status":"broken"'))!);
    expect(state.report.problems[0].cause.id).toBe('preflight-not-handled');
    expect(state.history.map(({ status }: { status: string }) => status)).toEqual(['holds', 'broken']);
    expect(state.past.origins[APP]).toMatch(/^h+b+$/);
    isBroken = false;
    await received(hasStatuses(['holds']));
    // What was typed comes back as it is, for the page that is opened anew; what was found is masked.
    const found = [...lines, ...later].filter((line) => !line.startsWith('{"watch"'));
    expect(found.join('\n')).not.toContain(SECRET);
  });

  test('stops on request, keeps its state, and goes on from there', async () => {
    await start({ text, interval: '100ms' });
    await received(hasStatuses(['holds']));
    expect((await send('/api/watch/stop', own, '')).status).toBe(204);
    const known = await received((lines) => lines.some((line) => line.includes('"state"')));
    expect(JSON.parse(known[0]!).watch.isOn).toBe(false);
    const runs = (lines: readonly string[]): number =>
      JSON.parse(lines.findLast((line) => line.includes('"state"')) ?? '{}').state?.past.at.length;
    await start({ text, interval: '1h' });
    await received((lines) => runs(lines) > runs(known));
  });

  test('of a malformed contract is refused, with every problem', async () => {
    const refused = async (order: object) => {
      const response = await start(order);
      return [response.status, JSON.stringify(await response.json())];
    };
    expect(await refused({ text: 7 })).toEqual([400, expect.stringContaining('Malformed contract')]);
    expect(await refused({ text: 'policy: {}', interval: '1m' })).toEqual([400, expect.stringContaining('Line 1')]);
    expect(await refused({ text, interval: 'often' })).toEqual([400, expect.stringContaining("'often' must be from")]);
    const many = `policy: { origins: [${Array.from({ length: 2001 }, (_, i) => `https://a${i}.test`)}] }`;
    const size = await refused({ text: `${many}\nendpoints: [{ url: 'https://api.test/' }]`, interval: '1m' });
    expect(size).toEqual([400, expect.stringContaining('expectations')]);
  });
});

test('a board sends each follower the current values and then the changes, nothing twice, however slowly it reads', async () => {
  const board = createBoard<number>();
  board.set('a', 1);
  board.set('b', 2);
  const end = new AbortController();
  const heard: number[] = [];
  let isReady: () => void = () => {};
  const following = board.follow(async (line) => {
    heard.push(line);
    if (line === 2) await new Promise<void>((resolve) => (isReady = resolve));
    if (line === 1000) end.abort();
  }, end.signal);
  await vi.waitFor(() => expect(heard).toEqual([1, 2]));
  for (let line = 3; line <= 1000; line++) board.set('a', line);
  isReady();
  await following;
  expect(heard).toEqual([1, 2, 1000]);
});
