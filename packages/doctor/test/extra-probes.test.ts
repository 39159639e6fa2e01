import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { PageRequest } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../src/index.js';
import {
  changed,
  check,
  ids,
  keyed,
  ORIGIN,
  put,
  right,
  type Script,
  serve,
  silent,
  status,
} from './scripted-server.js';

/** Servers that raise many questions. */
const questionable: readonly (readonly [what: string, script: Script, page: Partial<PageRequest>])[] = [
  ['no CORS', changed('both', silent), put],
  ['no CORS, with a header', changed('both', silent), keyed],
  ['500', changed('both', silent, status(500)), keyed],
  ['404', changed('both', silent, status(404)), { ...keyed, origin: 'http://localhost:5173' }],
  ['401', changed('both', silent, status(401)), { headers: [['Authorization', 'Bearer t']] }],
  ['redirects', () => ({ status: 302, headers: [['Location', '/login']] }), { origin: 'https://www.site.test' }],
  ['right', right, { credentials: 'include' }],
  ['right, held back', right, put],
];

for (const [what, script, page] of questionable)
  test(`at most 20 in all, polite, each with its reason: ${what}`, async () => {
    const received: IncomingMessage[] = [];
    const recording: Script = (request) => {
      received.push(request);
      return script(request);
    };
    const { exchanges } = await check(recording, page);
    const probes = exchanges.filter(({ why }) => why !== undefined);
    expect(probes.length).toBeGreaterThan(0);
    expect(exchanges.length).toBeLessThanOrEqual(20);
    expect(received.length).toBe(exchanges.length);
    const { origin = ORIGIN } = page;
    for (const { method, url, headers } of received) {
      expect(method).toMatch(/^(?:GET|HEAD|OPTIONS)$/);
      // A request that differs from the page's leaves no trace in a cache.
      if (headers.origin !== origin) expect(url).toMatch(/[?&]corsmith=/);
    }
  });

test('none where they are not wanted', async () => {
  for (const [, script, page] of questionable) {
    const { exchanges } = await check(script, page, { extraProbes: false });
    expect(exchanges.filter(({ why }) => why !== undefined)).toEqual([]);
  }
});

test('none where nothing calls for them', async () => {
  const wildcard = changed('both', silent, (response) => ({
    ...response,
    headers: [...response.headers, ['Access-Control-Allow-Origin', '*'], ['Cache-Control', 'no-store']],
  }));
  expect((await check(wildcard)).exchanges.length).toBe(1);
});

test('no two runs send the same query, so that no cache serves one the response of another', async () => {
  const keys = async () => {
    const { exchanges } = await check(right, { credentials: 'include' });
    return exchanges.flatMap(({ request }) => /corsmith=(\w+)-/.exec(request.url)?.[1] ?? []);
  };
  const [first, second] = [new Set(await keys()), new Set(await keys())];
  expect([first.size, second.size]).toEqual([1, 1]);
  expect(first).not.toEqual(second);
});

/** So many turns of the event loop without a new request, and no other is under way: client and server share the loop. */
const QUIET_TURNS = 8;

/** Counts round trips: which requests arrived before the responses to others had left. */
function rounds() {
  let arrivals = 0;
  let responded = 0;
  let last = 0;
  let gate: Promise<void> | undefined;
  async function quiet(): Promise<void> {
    let before = arrivals;
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      await setTimeout(5);
      if (arrivals !== before) turns = -1;
      before = arrivals;
    }
    gate = undefined;
    responded = last;
  }
  return {
    /** Requests that arrived together get their responses together. */
    ready: () => (gate ??= quiet()),
    arrived() {
      arrivals++;
      last = responded + 1;
    },
    count: () => last,
  };
}

const everything: DiagnoseOptions = { paths: true, read: ['ETag'] };

test.each([
  ['by default', {}],
  ['with error paths and a server behind', everything],
])('all of them end within three round trips after the first response: %s', async (_, options) => {
  const { host, port } = await serve(right);
  const direct = options === everything ? [{ host, port }] : [];
  for (const [, script, page] of questionable) {
    const pace = rounds();
    const { url } = await serve(script, pace);
    await diagnose({ origin: ORIGIN, url: `${url}/users`, ...page }, { ...options, direct });
    expect(pace.count()).toBeLessThanOrEqual(4);
  }
});

test('round trips are counted: what waits for a response comes in the next one', async () => {
  const pace = rounds();
  const { url } = await serve(right, pace);
  for (let hop = 0; hop < 3; hop++) await Promise.all([fetch(url), fetch(url)]);
  expect(pace.count()).toBe(3);
});

test('one that never gets a response is given up, and the cause is named all the same', async () => {
  const began = performance.now();
  const script: Script = (request) =>
    request.url?.includes('corsmith') ? undefined : changed('both', silent)(request);
  const diagnosis = await check(script);
  expect(performance.now() - began).toBeLessThan(3000);
  expect(ids(diagnosis)).toEqual(['no-allow-origin']);
  expect(diagnosis.causes[0]?.certainty).toBe('likely');
});

test('error responses are checked on request only, each with a method that changes nothing', async () => {
  const methods = new Set<string>();
  const script: Script = (request) => {
    methods.add(request.method ?? '');
    return right(request);
  };
  const { exchanges } = await check(script, { ...put, headers: [['Authorization', 'Bearer t']] }, { paths: true });
  expect([...methods].sort()).toEqual(['GET', 'OPTIONS']);
  expect(JSON.stringify(exchanges).length).toBeLessThan(50_000);
  const reasons = exchanges.map(({ why }) => why ?? '');
  for (const reason of ['a path that does not exist', 'without a token', 'a wrong token', 'in place of PUT'])
    expect(reasons.some((why) => why.includes(reason))).toBe(true);
});
