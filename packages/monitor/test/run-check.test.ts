import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readContract } from '@corsmith/contract';
import { afterEach, expect, test } from 'vitest';
import { checksOf } from '../src/watch/endpoint-check.js';
import { runCheck } from '../src/watch/run-check.js';
import { afterRun } from '../src/watch/state.js';

const APP = 'https://app.test';
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(respond: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer((request, response) => {
    respond(request, response);
    response.end('{}');
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

const allowing = ({ headers }: IncomingMessage, response: ServerResponse) => {
  if (headers.origin === APP) response.setHeader('Access-Control-Allow-Origin', APP);
};

const checkOf = (endpoint: object) =>
  checksOf(readContract(JSON.stringify({ policy: { origins: [APP] }, endpoints: [endpoint] })))[0]!;

test('a problem is diagnosed once, and its cause is kept while the symptom stays the same', async () => {
  let isBroken = true;
  let requests = 0;
  const port = await serve((request, response) => {
    requests++;
    if (!isBroken) allowing(request, response);
  });
  const check = checkOf({ url: `http://127.0.0.1:${port}/users`, name: 'users' });
  const first = await runCheck(check, undefined);
  expect(first).toMatchObject({
    counts: { holds: 2, broken: 1, unreachable: 0 },
    cells: [
      { origin: APP, expected: 'allowed', status: 'broken' },
      { expected: 'denied', status: 'holds' },
      { expected: 'denied', status: 'holds' },
    ],
    symptom: 'broken: blocked MissingAllowOriginHeader',
    problems: [{ title: `GET users from ${APP}`, rule: 'blocked', cause: { id: 'no-allow-origin' } }],
  });
  const state = afterRun(undefined, check, first, 0);
  const looked = requests;
  const second = await runCheck(check, state);
  expect(second.problems).toEqual(first.problems);
  expect(requests - looked).toBe(3);
  isBroken = false;
  expect(await runCheck(check, state)).toMatchObject({ symptom: 'holds', problems: [] });
});

test('a difference between the servers of one endpoint is reported', async () => {
  const behind = await serve(() => {});
  const front = await serve(allowing);
  const check = checkOf({ url: `http://127.0.0.1:${front}/users`, name: 'users', direct: [`127.0.0.1:${behind}`] });
  const report = await runCheck(check, undefined);
  expect(report.drift).toEqual([
    `GET users from ${APP}, at 127.0.0.1:${behind}: blocked MissingAllowOriginHeader at 127.0.0.1:${behind}, as expected at the endpoint's URL`,
  ]);
});

test('the endpoint and a server behind it each have their own cause', async () => {
  const behind = await serve(() => {});
  const front = await serve((_, response) => response.setHeader('Access-Control-Allow-Origin', `${APP}/`));
  const check = checkOf({ url: `http://127.0.0.1:${front}/users`, name: 'users', direct: [`127.0.0.1:${behind}`] });
  const { problems } = await runCheck(check, undefined);
  expect(problems.map(({ code, cause }) => [code, cause?.id])).toEqual([
    ['AllowOriginMismatch', 'origin-mismatch'],
    ['MissingAllowOriginHeader', 'no-allow-origin'],
  ]);
});

test('an interrupted diagnosis gives no result', async () => {
  const interruption = new AbortController();
  let requests = 0;
  const port = await serve(() => {
    if (++requests === 4) interruption.abort(new Error('Ctrl-C'));
  });
  const check = checkOf({ url: `http://127.0.0.1:${port}/` });
  await expect(runCheck(check, undefined, { signal: interruption.signal })).rejects.toThrow('Ctrl-C');
  expect(requests).toBeGreaterThanOrEqual(4);
});

test('an unreachable server does not count as broken CORS', async () => {
  const port = await serve(() => {});
  servers.pop()!.close();
  const report = await runCheck(checkOf({ url: `http://127.0.0.1:${port}/` }), undefined);
  expect(report).toMatchObject({ counts: { unreachable: 3 }, symptom: 'unreachable', drift: [] });
});

test('duplicate names are numbered, and secrets in them masked', () => {
  const contract = readContract(
    JSON.stringify({
      policy: { origins: [APP] },
      endpoints: ['a', 'b'].map((key) => ({ url: `https://api.test/?key=${key}` })),
    }),
  );
  const checks = checksOf(contract, (text) => text.replace(/key=\w/, 'key=***'));
  expect(checks.map(({ name, url }) => [name, url])).toEqual([
    ['https://api.test/?key=***', 'https://api.test/?key=***'],
    ['https://api.test/?key=*** #2', 'https://api.test/?key=***'],
  ]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(2);
});
