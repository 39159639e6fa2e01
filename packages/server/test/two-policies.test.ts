import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { expect, test } from 'vitest';
import { cors as expressCors } from '../src/adapters/express.js';
import { cors as fastifyCors } from '../src/adapters/fastify.js';
import { cors as fetchCors } from '../src/adapters/fetch.js';
import { cors as honoCors } from '../src/adapters/hono.js';
import { cors as koaCors } from '../src/adapters/koa.js';
import { cors as lambdaCors } from '../src/adapters/lambda.js';
import { createPolicy, type PolicySource, RESPONSE_CHANNEL, type ResponseEvent } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { type Listening, listen } from './servers/listening.js';
import { send, varies } from './wire.js';

const open = createPolicy({ origins: '*', methods: ['PUT'] });
const strict = createPolicy({
  origins: [APP, 'https://www.example.com'],
  responseHeaders: ['X-R'],
  credentials: true,
  debug: true,
});
/** If both apply, the first decides; if it leaves the request alone, the second. */
const first: PolicySource = async ({ path }) => (path.startsWith('/public') ? open : undefined);

const SERVERS: Readonly<Record<string, () => Promise<Listening>>> = {
  express: () => {
    const app = express().use(expressCors(first)).use(expressCors(strict));
    app.all('/*rest', (_request, response) => void response.set('Access-Control-Expose-Headers', 'X-Own').send('ok'));
    return listen(createServer(app));
  },
  koa: () => {
    const app = new Koa().use(koaCors(first)).use(koaCors(strict));
    app.use((context) => {
      context.set('Access-Control-Expose-Headers', 'X-Own');
      context.body = 'ok';
    });
    return listen(createServer(app.callback()));
  },
  fastify: async () => {
    const app = fastify();
    await app.register(fastifyCors(first));
    await app.register(fastifyCors(strict));
    app.get('/*', (_request, reply) => reply.header('Access-Control-Expose-Headers', 'X-Own').send('ok'));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: Number(new URL(url).port), close: () => app.close() };
  },
  hono: () => {
    const app = new Hono().use(honoCors(first)).use(honoCors(strict));
    app.get('*', (context) => context.text('ok', 200, { 'Access-Control-Expose-Headers': 'X-Own' }));
    return listen(createAdaptorServer({ fetch: app.fetch }));
  },
  fetch: () => {
    const handler = () => new Response('ok', { headers: { 'Access-Control-Expose-Headers': 'X-Own' } });
    return listen(createAdaptorServer({ fetch: fetchCors(first, fetchCors(strict, handler)) }));
  },
};

async function eventsOf(run: () => Promise<unknown>): Promise<ResponseEvent[]> {
  const events: ResponseEvent[] = [];
  const listener = (message: unknown) => void events.push(message as ResponseEvent);
  subscribe(RESPONSE_CHANNEL, listener);
  await run();
  unsubscribe(RESPONSE_CHANNEL, listener);
  return events;
}

test.each(Object.entries(SERVERS))(
  '%s: of two policies the first decides alone, events included',
  async (_n, start) => {
    const server = await start();
    try {
      for (const preflight of [{}, { 'access-control-request-method': 'PUT' }]) {
        const method = 'access-control-request-method' in preflight ? 'OPTIONS' : 'GET';
        const events = await eventsOf(async () => {
          const wire = await send(server.port, {
            path: '/public/x',
            method,
            headers: { origin: STRANGER, ...preflight },
          });
          const lines = wire.lines.filter(([name]) => /^(?:access-control-|corsmith)/.test(name));
          expect(lines).toContainEqual(['access-control-allow-origin', '*']);
          if (method === 'GET') expect(lines).toContainEqual(['access-control-expose-headers', 'X-Own']);
          expect(lines).toHaveLength(2);
          expect(varies(wire)).toEqual(['origin']);
        });
        expect(events).toMatchObject([{ allowed: true, origin: STRANGER }]);
      }
      const events = await eventsOf(async () => {
        const wire = await send(server.port, { path: '/other', headers: { origin: APP } });
        expect(wire.lines).toContainEqual(['access-control-expose-headers', 'x-r']);
      });
      expect(events).toMatchObject([{ allowed: true, origin: APP }]);
    } finally {
      await server.close();
    }
  },
);

test('lambda: the same', async () => {
  const result = { statusCode: 200, headers: { 'access-control-expose-headers': 'X-Own' }, body: 'ok' };
  const handler = lambdaCors(
    first,
    lambdaCors(strict, async () => result),
  );
  const events = await eventsOf(async () => {
    expect(await handler({ httpMethod: 'GET', rawPath: '/public/x', headers: { origin: STRANGER } })).toEqual({
      ...result,
      headers: { ...result.headers, 'access-control-allow-origin': '*', vary: 'Origin' },
    });
  });
  expect(events).toHaveLength(1);
});

test('the same request or event, handled twice, gets the same twice', async () => {
  const request = new Request('https://api.example.com/', { headers: { origin: APP } });
  const event = { httpMethod: 'GET', rawPath: '/', headers: { origin: APP } };
  const app = new Hono().use(honoCors(strict)).get('/', (context) => context.text('ok'));
  const handler = fetchCors(strict, () => new Response('ok'));
  const lambda = lambdaCors(strict, async () => ({ statusCode: 200 }));
  for (let time = 0; time < 2; time++) {
    expect((await handler(request)).headers.get('access-control-allow-origin')).toBe(APP);
    expect((await app.fetch(request)).headers.get('access-control-allow-origin')).toBe(APP);
    expect(await lambda(event)).toMatchObject({ headers: { 'access-control-allow-origin': APP } });
  }
});
