import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { messageOf } from '../src/watch/alerts/alert.js';
import { deliver, retryAfter } from '../src/watch/alerts/channel.js';
import { changeOf } from '../src/watch/alerts/notified.js';
import { slackMessage } from '../src/watch/alerts/slack.js';
import { afterRun } from '../src/watch/state.js';
import { checks, reportOf, subject } from './watched.js';

const [check] = checks(1) as [ReturnType<typeof checks>[number]];
const messageWith = (message: string, count = 1) => {
  const report = reportOf('broken');
  const problems = report.problems.map((problem) => ({ ...problem, message }));
  const state = afterRun(undefined, check, { ...report, problems }, 0);
  const change = changeOf(state, undefined, () => false);
  if (!change) throw new Error('no change');
  return messageOf(Array(count).fill(change), subject);
};

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A receiver that responds with that status, and the requests it got. */
async function receiver(status: number, headers: Record<string, string> = {}) {
  const got: { readonly request: IncomingMessage; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ request, body });
    response.writeHead(status, headers).end('x');
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`, got };
}

const quiet = new AbortController().signal;

test('a generic webhook gets the alert as JSON', async () => {
  const { url, got } = await receiver(204);
  const message = messageWith('It is not.');
  expect(await deliver({ form: 'webhook', url }, message, quiet)).toEqual({ kind: 'delivered' });
  expect(got[0]?.request).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(got[0]?.body ?? '')).toEqual(message);
});

test('the response status decides whether to retry; redirects are not followed', async () => {
  const target = await receiver(200);
  const outcome = async (status: number, headers = {}) => {
    const { url } = await receiver(status, headers);
    return (await deliver({ form: 'webhook', url }, messageWith('x'), quiet)).kind;
  };
  expect(await outcome(302, { Location: target.url })).toBe('rejected');
  expect(target.got).toEqual([]);
  expect(await Promise.all([200, 404, 401, 408, 429, 500, 503, 504].map((status) => outcome(status)))).toEqual([
    'delivered',
    'rejected',
    'rejected',
    'failed',
    'failed',
    'failed',
    'failed',
    'unknown',
  ]);
});

test('Retry-After is seconds or a date, and no more than an hour', async () => {
  const { url } = await receiver(429, { 'Retry-After': '7' });
  expect(await deliver({ form: 'webhook', url }, messageWith('x'), quiet)).toMatchObject({ retryAfterMs: 7000 });
  expect(retryAfter('Thu, 01 Jan 1970 00:00:10 GMT', 4000)).toBe(6000);
  expect(retryAfter('Thu, 01 Jan 1970 00:00:10 GMT', 40_000)).toBe(0);
  expect([retryAfter('999999999', 0), retryAfter('soon', 0), retryAfter(null, 0)]).toEqual([
    3_600_000,
    undefined,
    undefined,
  ]);
});

test('a receiver that never responds is given up in time, whatever the garbage collector does', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const server = createServer(() => {});
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const collecting = setInterval(collect, 20);
  const began = performance.now();
  const delivery = await deliver({ form: 'webhook', url }, messageWith('x'), quiet, 300);
  clearInterval(collecting);
  expect(delivery).toEqual({ kind: 'unknown', message: 'There was no response within 0.3 s.' });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('a Slack message with many endpoints has few blocks and says how many are left', () => {
  const { blocks, text } = slackMessage(messageWith('It is not.', 1000));
  expect(text).toBe('CORS of 1000 endpoints changed: 1000 broken.');
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(blocks.at(-1)?.text.text).toContain('and 955 more endpoints');
});

test('a failure does not reveal the URL, which is a secret', async () => {
  const url = 'http://127.0.0.1:2/secret';
  const delivery = await deliver({ form: 'slack', url }, messageWith('x'), quiet);
  expect(delivery.kind).toBe('failed');
  expect(JSON.stringify(delivery)).not.toContain('secret');
});

test("in a Slack message, a server's text is truncated, is no link and mentions nobody", () => {
  const { text, blocks } = slackMessage(messageWith(`<!channel> <https://evil.test|ok> *x* & ${'y'.repeat(10_000)}`));
  const all = blocks.map((block) => block.text.text).join('\n');
  expect(text).toBe('CORS of endpoint 0 is broken: 1 of 2 expectations do not hold.');
  expect(all).not.toMatch(/<|\*x\*/);
  expect(all).toContain('&lt;!channel&gt;');
  expect(all).toContain("Check: `corsmith test --filter 'GET endpoint from https://app.test'`");
  for (const block of blocks) expect(block.text.text.length).toBeLessThanOrEqual(3000);
});
