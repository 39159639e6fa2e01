import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { build, corsmith } from '../../packages/cli/test/built-cli.js';
import { findBrowser } from '../src/browsers/executable.js';
import { own, temporaryProfile } from '../src/browsers/owned-process.js';
import { needs } from '../src/needs.js';
import { PEAK_MEMORY, peakMegabytes } from '../src/peak-memory.js';
import { servePage } from './page-server.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
beforeAll(build);

/** The command in a process of its own, until the test ends or `stop` is called, which gives back what it has printed. */
async function startProxy(target: number, ...flags: readonly string[]) {
  const end = new AbortController();
  let listens: (port: number) => void = () => {};
  const port = new Promise<number>((resolve) => {
    listens = resolve;
  });
  const ended = corsmith(['proxy', '--target', `http://127.0.0.1:${target}`, ...flags], {
    signal: end.signal,
    env: { NODE_OPTIONS: `--max-old-space-size=64 --import=${PEAK_MEMORY}` },
    onOutput(text) {
      const [, printed] = /localhost:(\d+) forwards/.exec(text) ?? [];
      if (printed) listens(Number(printed));
    },
  });
  const stop = () => {
    end.abort();
    return ended;
  };
  ends.push(stop);
  return { port: await port, stop };
}

/** Express with a CORS that is wrong in four ways. */
async function brokenApp(): Promise<number> {
  const app = express();
  app.get('/nothing', (_, response) => void response.json('nothing'));
  app.put('/preflight', (_, response) => void response.json('preflight'));
  app.get('/star', (_, response) => void response.set('Access-Control-Allow-Origin', '*').json('star'));
  app.get('/slash', ({ headers }, response) => {
    response.set('Access-Control-Allow-Origin', `${headers.origin}/`).json('slash');
  });
  app.get('/login', (_, response) => {
    const rest = 'Path=/; Secure; HttpOnly';
    response.append('Set-Cookie', `plain=1; Domain=api.example.com; ${rest}; SameSite=None`);
    response.append('Set-Cookie', `__Host-id=1; ${rest}`);
    response.append('Set-Cookie', `__Secure-id=1; Domain=api.example.com; ${rest}; SameSite=None; Partitioned`);
    response.json('in');
  });
  app.get('/who', ({ headers }, response) => void response.json(headers.cookie ?? ''));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

/** What a page gets for each path of the server at that port: the response, or the error. */
const script = (host: string) => `
  document.cookie = 'sid=1';
  const send = (path, options) => fetch('http://${host}' + path, options)
    .then(async (response) => [await response.json(), response.headers.has('corsmith-repaired')], (error) => String(error));
  return JSON.stringify([
    await send('/nothing'),
    await send('/preflight', { method: 'PUT', headers: { 'X-Api-Key': '1' } }),
    await send('/star'),
    await send('/star', { credentials: 'include' }),
    await send('/slash'),
  ]);
`;

const REPAIRED = [
  ['nothing', true],
  ['preflight', true],
  ['star', false],
  ['star', true],
  ['slash', true],
];
const FAILED = 'TypeError: Failed to fetch';

describe.runIf(needs('chromium'))('corsmith proxy, with pages in Chromium', () => {
  async function open(url: string): Promise<void> {
    const profile = temporaryProfile();
    const switches = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'];
    const chromium = await own(findBrowser('chromium'), [...switches, `--user-data-dir=${profile.folder}`, url], {
      stdio: 'ignore',
    });
    ends.push(async () => {
      await chromium.end();
      profile.remove();
    });
  }

  /** What the page gets; it is opened at that host name. */
  async function got(page: Awaited<ReturnType<typeof servePage>>, host: string): Promise<unknown> {
    ends.push(page.close);
    const said = page.next();
    await open(`http://${host}:${page.port}/`);
    return JSON.parse(await said);
  }

  test('a localhost page reads what it could not read without it, and the output says how to fix the server', async () => {
    const app = await brokenApp();
    expect(await got(await servePage(script(`localhost:${app}`)), 'localhost')).toEqual([
      FAILED,
      FAILED,
      ['star', false],
      FAILED,
      FAILED,
    ]);
    const { port, stop } = await startProxy(app);
    expect(await got(await servePage(script(`localhost:${port}`)), 'localhost')).toEqual(REPAIRED);
    const { stdout } = await stop();
    for (const cause of ['no-allow-origin', 'preflight-not-handled', 'wildcard-with-credentials', 'origin-mismatch'])
      expect(stdout).toContain(cause);
    expect(stdout).toContain('corsmith fix --stack express');
  });

  test('cookies of the server, also those that must be Secure, come back', async () => {
    const { port, stop } = await startProxy(await brokenApp(), '--rewrite-cookies', '--credentials');
    const login = `
      const send = (path) => fetch('http://localhost:${port}' + path, { credentials: 'include' }).then((response) => response.json());
      await send('/login');
      return JSON.stringify((await send('/who')).split('; ').sort());
    `;
    expect(await got(await servePage(login), 'localhost')).toEqual(['__Host-id=1', '__Secure-id=1', 'plain=1']);
    expect((await stop()).stdout.replace(/\s+/g, ' ')).toContain('Safari refuses the cookies __Host-id, __Secure-id');
  });

  test('a page of an origin that is not allowed reads nothing', async () => {
    const { port, stop } = await startProxy(await brokenApp(), '--origin', 'http://localhost:1');
    const responses = await got(await servePage(script(`localhost:${port}`)), 'localhost');
    expect(responses).toEqual([FAILED, FAILED, FAILED, FAILED, FAILED]);
    const { stdout } = await stop();
    expect(stdout).toMatch(/Refused: http:\/\/localhost:\d+\s+is not an allowed origin/);
  });
});

/** Bytes. */
const LARGE = 200 << 20;

test('200 MB each way, in bounded memory', async () => {
  const server = createServer(async (incoming, outgoing) => {
    let bytes = 0;
    for await (const piece of incoming) bytes += piece.length;
    outgoing.setHeader('X-Received', bytes);
    const piece = Buffer.alloc(1 << 20);
    for (let sent = 0; sent < LARGE; sent += piece.length) if (!outgoing.write(piece)) await once(outgoing, 'drain');
    outgoing.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close().closeAllConnections());
  const { port, stop } = await startProxy((server.address() as AddressInfo).port);
  const upload = request({ host: '127.0.0.1', port, method: 'POST', headers: { origin: 'http://localhost:5173' } });
  const piece = Buffer.alloc(1 << 20);
  for (let sent = 0; sent < LARGE; sent += piece.length) if (!upload.write(piece)) await once(upload, 'drain');
  upload.end();
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const part of response) bytes += part.length;
  expect({ sent: response.headers['x-received'], bytes }).toEqual({ sent: String(LARGE), bytes: LARGE });
  expect(peakMegabytes((await stop()).stderr)).toBeLessThan(300);
});
