import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { type AuditRequest, audit } from '../src/index.js';
import { APP } from './origin-matchers.js';
import { type Doorkeeper, serveSocket } from './socket-server.js';

const run = async (statusOf: Doorkeeper, request: Partial<AuditRequest> = {}, address = '203.0.113.7') => {
  const { port, origins } = await serveSocket(statusOf);
  const audited = await audit(
    { url: `ws://127.0.0.1:${port}/live`, trusted: [APP], ...request },
    { resolve: async () => [address] },
  );
  return { ...audited, origins };
};
const isOf = (test: (origin: string) => boolean) => (request: IncomingMessage) =>
  test(request.headers.origin ?? '') ? 101 : 403;

test('a WebSocket that compares the whole origin: nothing is found', async () => {
  expect(await run(isOf((origin) => origin === APP))).toMatchObject({ findings: [], finished: true, notes: [] });
});

test.each([
  ['the start', (origin: string) => origin.startsWith(APP), 'high', `${APP}.corsmith.test`],
  ['the end', (origin: string) => origin.endsWith('example.com'), 'high', 'https://corsmithexample.com'],
  ['null', (origin: string) => [APP, 'null'].includes(origin), 'high', 'null'],
  ['localhost', (origin: string) => [APP, 'http://localhost:4200'].includes(origin), 'medium', 'http://localhost:4200'],
])('a WebSocket that allows too much, by %s', async (_, allows, severity, origin) => {
  const { findings } = await run(isOf(allows));
  expect(findings).toMatchObject([
    {
      id: 'websocket-hijacking',
      severity,
      origins: expect.arrayContaining([origin]),
      impact: expect.stringContaining('open this WebSocket as the signed-in visitor'),
      exploit: expect.stringContaining('new WebSocket('),
    },
  ]);
});

test('a server that accepts every origin: severe if it requires the session’s cookie', async () => {
  const signedIn = (request: IncomingMessage) => (/sid=1/.test(request.headers.cookie ?? '') ? 101 : 401);
  const cookie: AuditRequest['headers'] = [['Cookie', 'sid=1']];
  expect((await run(signedIn, { headers: cookie })).findings).toMatchObject([
    { id: 'websocket-hijacking', severity: 'high', title: 'The WebSocket accepts pages of any origin' },
  ]);
  expect((await run(() => 101)).findings).toMatchObject([
    { severity: 'low', bounds: expect.stringContaining('Pass a session’s cookie') },
  ]);
  expect((await run(() => 101, {}, '127.0.0.1')).findings).toMatchObject([{ severity: 'medium' }]);
});

test('a token that no page can send is not sent', async () => {
  const withToken = (request: IncomingMessage) => (request.headers.authorization ? 101 : 401);
  const { findings, notes } = await run(withToken, { headers: [['Authorization', 'Bearer abc']] });
  expect(findings).toEqual([]);
  expect(notes.join()).toContain('401');
});

test('a URL without a WebSocket says so, after one handshake', async () => {
  const { findings, notes, origins } = await run(() => 404);
  expect({ findings, count: origins.length }).toEqual({ findings: [], count: 2 });
  expect(notes.join()).toContain('no WebSocket was opened');
});

test('a firewall that blocks in the middle: not finished', async () => {
  let count = 0;
  const { finished } = await run((request) => (++count > 30 ? 403 : isOf((origin) => origin === APP)(request)));
  expect(finished).toBe(false);
});

test('beside an API, the WebSocket at the same URL is audited too', async () => {
  const { port } = await serveSocket(() => 101);
  const audited = await audit({ url: `http://127.0.0.1:${port}/`, trusted: [APP] });
  expect(audited.findings).toMatchObject([{ id: 'websocket-hijacking', severity: 'medium' }]);
});
