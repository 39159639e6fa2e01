import { Agent, request as httpRequest } from 'node:http';
import { type EngineName, PreflightCache, type Send, simulate, type WireResponse } from '@corsmith/protocol';
import { Window } from 'happy-dom';
import { JSDOM, VirtualConsole } from 'jsdom';
import type { PageRequests } from './exchanges.js';
import type { Served } from './servers.js';

/** Lets a page make its requests, to the end of each. */
export type Contender = (requests: PageRequests) => Promise<void>;

/** Each way to decide an exchange, made ready for the page's origin. */
export const CONTENDERS = {
  'simulate, chromium': (served) => fromMemory('chromium', served),
  'simulate, firefox': (served) => fromMemory('firefox', served),
  'simulate, webkit': (served) => fromMemory('webkit', served),
  'simulate, chromium, over HTTP': async () => simulating('chromium', overHttp()),
  jsdom: async ({ origin }) => inJsdom(origin),
  'happy-dom': async ({ origin }) => inHappyDom(origin),
} as const satisfies Record<string, (served: Served) => Promise<Contender>>;

export type ContenderName = keyof typeof CONTENDERS;

function simulating(engine: EngineName, send: Send): Contender {
  return async (requests) => {
    const cache = new PreflightCache();
    for (const request of requests) await simulate(request, send, { engine, cache });
  };
}

/** Recorded responses of the servers, by request. */
async function fromMemory(engine: EngineName, { cases }: Served): Promise<Contender> {
  const responses = { preflight: new Map<string, WireResponse>(), actual: new Map<string, WireResponse>() };
  const send = overHttp();
  const record = simulating(engine, async (wire) => {
    const response = await send(wire);
    responses[wire.kind].set(wire.url, response);
    return response;
  });
  for (const requests of cases) await record(requests);
  const notSent = new Error('Node sends no such header');
  return simulating(engine, async ({ kind, url }) => {
    const response = responses[kind].get(url);
    if (!response) throw notSent;
    return response;
  });
}

/** What an edge does that puts a request on the wire, in the fewest steps. */
function overHttp(): Send {
  const agent = new Agent({ keepAlive: true });
  return ({ url, method, headers, body }) =>
    new Promise((done, failed) => {
      const sent = httpRequest(url, { agent, method, headers: headers.flat() }, (response) => {
        const lines = response.rawHeaders;
        response.resume().on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: lines.flatMap((name, i) => (i % 2 === 0 ? [[name, lines[i + 1] ?? ''] as const] : [])),
          }),
        );
      });
      sent.on('error', failed).end(body ?? undefined);
    });
}

function inJsdom(origin: string): Contender {
  const { XMLHttpRequest } = new JSDOM('', { url: `${origin}/`, virtualConsole: new VirtualConsole() }).window;
  return async (requests) => {
    for (const { url, method = 'GET', headers = [], body, credentials } of requests) {
      await new Promise<unknown>((done) => {
        const xhr = new XMLHttpRequest();
        xhr.onloadend = done;
        try {
          xhr.open(method, url);
          xhr.withCredentials = credentials === 'include';
          for (const [name, value] of headers) xhr.setRequestHeader(name, value);
          xhr.send(body ?? null);
        } catch (refused) {
          done(refused);
        }
      });
    }
  };
}

function inHappyDom(origin: string): Contender {
  const window = new Window({ url: `${origin}/` });
  return async (requests) => {
    for (const { url, method = 'GET', headers = [], body, credentials = 'same-origin' } of requests) {
      try {
        const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]), credentials };
        await (await window.fetch(url, body === undefined ? init : { ...init, body })).text();
      } catch {
        // Refused, which is a result too.
      }
    }
  };
}
