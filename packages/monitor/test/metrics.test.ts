import { request } from 'node:http';
import { createPolicy } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import express from 'express';
import { Hono } from 'hono';
import { expect, test, vi } from 'vitest';
import {
  createCorsMetrics,
  listenToResponses,
  observeFetch,
  observeResponses,
  prometheusInstruments,
} from '../src/index.js';
import { listening } from './loopback-app.js';

const APP = 'https://app.example.com';
const STRANGER = 'https://evil.example';
const preflight = (origin: string, method: string, headers?: string) => ({
  origin,
  'access-control-request-method': method,
  ...(headers !== undefined && { 'access-control-request-headers': headers }),
});

/** Not fetch(), which sets Sec-Fetch-Mode itself. */
const send = (url: string, method: string, headers: Record<string, string>) =>
  new Promise<void>((resolve, reject) => {
    request(url, { method, headers, agent: false }, (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end();
  });

/** The sorted lines of one metric. */
const lines = (text: string, metric: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`))
    .sort();

test('counts whether browsers allow the responses of a broken app', async () => {
  const instruments = prometheusInstruments();
  const metrics = createCorsMetrics({ instruments });
  const app = express()
    .use(observeResponses(metrics, { route: (request: express.Request) => request.route?.path }))
    .get('/open', (_, response) => void response.set('Access-Control-Allow-Origin', '*').send('x'))
    .get('/closed', (_, response) => void response.send('x'))
    .get('/failing', () => {
      throw new Error('on purpose');
    })
    .options('/strict', (_, response) => void response.writeHead(204, ['Access-Control-Allow-Origin', '*']).end())
    .set('env', 'test');
  const { url, close } = await listening(app);
  try {
    await send(`${url}/open`, 'GET', { origin: APP });
    await send(`${url}/open`, 'GET', { origin: APP, cookie: 'a=b' });
    await send(`${url}/closed`, 'GET', { origin: APP });
    await send(`${url}/failing`, 'GET', { origin: STRANGER });
    await send(`${url}/open`, 'OPTIONS', preflight(APP, 'PUT'));
    await send(`${url}/missing`, 'OPTIONS', preflight(APP, 'PUT'));
    await send(`${url}/strict`, 'OPTIONS', preflight(APP, 'PUT', 'x-id'));
    await send(`${url}/strict`, 'OPTIONS', preflight(APP, 'POST', 'content-type'));
    await send(`${url}/strict`, 'OPTIONS', preflight(APP, 'POST'));
    // Not CORS: no origin, same origin, a form that another site sends.
    await send(`${url}/open`, 'GET', {});
    await send(`${url}/open`, 'GET', { origin: url });
    await send(`${url}/open`, 'GET', { origin: APP, 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' });
    await vi.waitFor(() => expect(instruments.text().match(/_count\{/g), instruments.text()).toHaveLength(5));
  } finally {
    await close();
  }
  const text = instruments.text();
  expect(lines(text, 'cors_requests_total')).toEqual([
    'cors_requests_total{outcome="allowed",reason="none",status_class="2xx",route="/open"} 1',
    'cors_requests_total{outcome="denied",reason="no-allow-origin",status_class="2xx",route="/closed"} 1',
    'cors_requests_total{outcome="denied",reason="no-allow-origin",status_class="5xx",route="/failing"} 1',
    'cors_requests_total{outcome="denied",reason="wildcard-with-credentials",status_class="2xx",route="/open"} 1',
  ]);
  expect(lines(text, 'cors_preflights_total')).toEqual([
    'cors_preflights_total{outcome="allowed",reason="none",status_class="2xx",route="/strict"} 1',
    'cors_preflights_total{outcome="denied",reason="header-not-allowed",status_class="2xx",route="/strict"} 1',
    'cors_preflights_total{outcome="denied",reason="method-not-allowed",status_class="2xx",route="/strict"} 1',
    'cors_preflights_total{outcome="denied",reason="preflight-not-handled",status_class="2xx",route=""} 1',
    'cors_preflights_total{outcome="denied",reason="preflight-not-handled",status_class="4xx",route=""} 1',
  ]);
  expect(metrics.deniedOrigins().map(({ origin, count }) => [origin, count])).toEqual([
    [APP, 6],
    [STRANGER, 1],
  ]);
});

test("a policy's responses are counted the same by events and by middleware, each with its own reasons", async () => {
  const policy = createPolicy({ origins: [APP, 'https://b.example'], methods: ['PUT'] });
  const byEvents = prometheusInstruments();
  const byMiddleware = prometheusInstruments();
  const stop = listenToResponses(createCorsMetrics({ instruments: byEvents }));
  const observe = observeResponses(createCorsMetrics({ instruments: byMiddleware }));
  const apply = cors(policy);
  const { url, close } = await listening((request, response) =>
    observe(request, response, () => apply(request, response as never, () => response.end('x'))),
  );
  try {
    await send(url, 'OPTIONS', preflight(APP, 'PUT'));
    await send(url, 'OPTIONS', preflight(APP, 'DELETE'));
    await send(url, 'OPTIONS', preflight(STRANGER, 'PUT'));
    await send(url, 'GET', { origin: APP });
    await send(url, 'GET', { origin: STRANGER });
    await vi.waitFor(() => expect(lines(byMiddleware.text(), 'cors_requests_total')).toHaveLength(2));
  } finally {
    stop();
    await close();
  }
  const of = (outcome: string, reason: string) => `cors_preflights_total{outcome="${outcome}",reason="${reason}"`;
  expect(lines(byEvents.text(), 'cors_preflights_total')).toEqual([
    `${of('allowed', 'none')},status_class="2xx",route=""} 1`,
    `${of('denied', 'method-not-allowed')},status_class="2xx",route=""} 1`,
    `${of('denied', 'origin-not-allowed')},status_class="2xx",route=""} 1`,
  ]);
  expect(lines(byMiddleware.text(), 'cors_preflights_total')).toEqual([
    `${of('allowed', 'none')},status_class="2xx",route=""} 1`,
    `${of('denied', 'method-not-allowed')},status_class="2xx",route=""} 1`,
    `${of('denied', 'no-allow-origin')},status_class="2xx",route=""} 1`,
  ]);
  expect(lines(byEvents.text(), 'cors_requests_total')).toHaveLength(2);
});

test('a handler of the Fetch API is observed too', async () => {
  const instruments = prometheusInstruments();
  const app = new Hono().options('*', (c) => c.redirect('https://login.example/'));
  const handler = observeFetch(createCorsMetrics({ instruments }), app.fetch, {
    route: ({ url }) => new URL(url).pathname,
  });
  const headers = preflight(APP, 'PUT');
  const response = await handler(new Request('https://api.example.com/a', { method: 'OPTIONS', headers }));
  expect(response.status).toBe(302);
  await vi.waitFor(() =>
    expect(lines(instruments.text(), 'cors_preflights_total')).toEqual([
      'cors_preflights_total{outcome="denied",reason="preflight-redirected",status_class="3xx",route="/a"} 1',
    ]),
  );
});
