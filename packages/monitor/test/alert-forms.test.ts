import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { alertOf } from '../src/watch/alerts/alert.js';
import { deliver } from '../src/watch/alerts/channel.js';
import { slackMessage } from '../src/watch/alerts/slack.js';
import { afterRun } from '../src/watch/state.js';
import { checks, reportOf, subject } from './watched.js';

const [check] = checks(1) as [ReturnType<typeof checks>[number]];
const alertWith = (message: string) => {
  const report = reportOf('broken');
  const problems = report.problems.map((problem) => ({ ...problem, message }));
  return alertOf(afterRun(undefined, check, { ...report, problems }, 0), 'holds', subject);
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
  const alert = alertWith('It is not.');
  expect(await deliver({ form: 'webhook', url }, alert, quiet)).toEqual({ kind: 'delivered' });
  expect(got[0]?.request).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(got[0]?.body ?? '')).toEqual(alert);
});

test('the response status decides whether to retry; redirects are not followed', async () => {
  const target = await receiver(200);
  const outcome = async (status: number, headers = {}) => {
    const { url } = await receiver(status, headers);
    return (await deliver({ form: 'webhook', url }, alertWith('x'), quiet)).kind;
  };
  expect(await outcome(302, { Location: target.url })).toBe('rejected');
  expect(target.got).toEqual([]);
  expect(await Promise.all([200, 404, 401, 408, 429, 500, 503].map((status) => outcome(status)))).toEqual([
    'delivered',
    'rejected',
    'rejected',
    'failed',
    'failed',
    'failed',
    'failed',
  ]);
});

test('a failure does not reveal the URL, which is a secret', async () => {
  const url = 'http://127.0.0.1:2/secret';
  const delivery = await deliver({ form: 'slack', url }, alertWith('x'), quiet);
  expect(delivery.kind).toBe('failed');
  expect(JSON.stringify(delivery)).not.toContain('secret');
});

test("in a Slack message, a server's text is truncated, is no link and mentions nobody", () => {
  const { text, blocks } = slackMessage(alertWith(`<!channel> <https://evil.test|ok> *x* & ${'y'.repeat(10_000)}`));
  const all = blocks.map((block) => block.text.text).join('\n');
  expect(text).toBe('CORS of endpoint 0 is broken: 1 of 2 expectations do not hold.');
  expect(all).not.toMatch(/<|\*x\*/);
  expect(all).toContain('&lt;!channel&gt;');
  expect(all).toContain("Check: `corsmith test --filter 'GET endpoint from https://app.test'`");
  for (const block of blocks) expect(block.text.text.length).toBeLessThanOrEqual(3000);
});
