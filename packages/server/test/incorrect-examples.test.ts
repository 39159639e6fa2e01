import { createServer, type RequestListener, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { toNodeListener } from 'h3v1';
import { describe, expect, test } from 'vitest';
import { codeOn, run } from './documented.js';
import { APP } from './policy-requests.js';
import { listen } from './servers/listening.js';
import { send, values } from './wire.js';

// What the adapters' pages call incorrect, run as it stands there: that it goes wrong, and how.

const READERS_OWN = `
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { createPolicy } from '@corsmith/server';

const policy = createPolicy({ origins: ['${APP}'], methods: ['PUT'], credentials: true });
class Items { get() { return []; } }
Controller('items')(Items);
Get()(Items.prototype, 'get', Object.getOwnPropertyDescriptor(Items.prototype, 'get'));
class AppModule {}
Module({ controllers: [Items] })(AppModule);
`;

interface Case {
  readonly status: number;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const actual = { path: '/items', status: 200 } satisfies Case;
const missing = { path: '/missing', status: 404 } satisfies Case;
const preflight = (status: number) =>
  ({ path: '/items', method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' }, status }) satisfies Case;
const tooLarge = {
  path: '/api/items',
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"more":"than ten bytes"}',
  status: 413,
} satisfies Case;

// biome-ignore lint/suspicious/noExplicitAny: whatever the framework of that page has
type Started = (app: any) => Server | RequestListener | Promise<Server | RequestListener>;

/** What goes wrong with each block of a page, in their order. */
const PAGES: Readonly<Record<string, { start: Started; cases: readonly (readonly Case[])[] }>> = {
  express: { start: (app) => app, cases: [[actual], [preflight(200)], [missing, tooLarge]] },
  fastify: {
    start: async (app) => {
      await app.ready();
      return app.server;
    },
    cases: [[actual, { ...preflight(404) }], [preflight(401)]],
  },
  koa: { start: (app) => app.callback(), cases: [[preflight(401)]] },
  hono: { start: (app) => createAdaptorServer(app) as Server, cases: [[actual], [missing]] },
  'h3-v1': { start: toNodeListener, cases: [[actual]] },
  nestjs: { start: (app) => app.getHttpAdapter().getInstance(), cases: [[actual, missing]] },
  node: { start: (app) => app, cases: [[missing]] },
};

const H3_V1 = `
import { createApp, eventHandler } from 'h3v1';

const app = createApp();
const handler = eventHandler(() => []);
`;

const codeFor = (page: string) =>
  codeOn(`adapters/${page}`, '## Incorrect').map((code) => `${READERS_OWN}${page === 'h3-v1' ? H3_V1 : ''}${code}`);

for (const [page, { start, cases }] of Object.entries(PAGES))
  describe(page, () => {
    const blocks = codeFor(page);
    test.each(blocks.map((code, index) => [index, code] as const))('block %i goes wrong', async (index, code) => {
      expect(blocks).toHaveLength(cases.length);
      const quiet = code.replace('create(AppModule)', 'create(AppModule, { logger: false })');
      const { app } = await run<{ app: unknown }>(`${page}-${index}`, quiet, ['app']);
      const started = await start(app);
      const server = await listen(typeof started === 'function' ? createServer(started) : started);
      try {
        for (const { status, headers, ...request } of cases[index]!) {
          const wire = await send(server.port, { ...request, headers: { origin: APP, ...headers } });
          expect([wire.status, values(wire, 'access-control-allow-origin')]).toEqual([status, []]);
        }
      } finally {
        await server.close();
      }
    });
  });

test('h3: it does not start', async () => {
  const [code, ...others] = codeFor('h3');
  expect(others).toEqual([]);
  await expect(run('h3', code!)).rejects.toThrow('Mount its fetch');
});

test('next: the OPTIONS handler is not exported', async () => {
  const [code, ...others] = codeFor('next');
  expect(others).toEqual([]);
  expect(Object.keys(await run('next', code!)).sort()).toEqual(['GET', 'PUT']);
});

const requested = { origin: APP, 'access-control-request-method': 'PUT' };
const preflightRequest = () => new Request('https://api.example.com/items', { method: 'OPTIONS', headers: requested });

test('fetch: the preflight gets a 401 without headers', async () => {
  const [code, ...others] = codeFor('fetch');
  expect(others).toEqual([]);
  const { default: worker } = await run<{ default: { fetch(request: Request): Response } }>('fetch', code!);
  const { status, headers } = await worker.fetch(preflightRequest());
  expect([status, headers.get('access-control-allow-origin')]).toEqual([401, null]);
});

test('sveltekit: the preflight gets a 401 without headers', async () => {
  const [code, ...others] = codeFor('sveltekit');
  expect(others).toEqual([]);
  const { handle } = await run<{ handle(hook: object): Response }>('sveltekit', code!);
  const { status, headers } = await handle({
    event: { request: preflightRequest() },
    resolve: () => new Response('ok'),
  });
  expect([status, headers.get('access-control-allow-origin')]).toEqual([401, null]);
});

test('lambda: the preflight gets a 401 without headers', async () => {
  const [code, ...others] = codeFor('lambda');
  expect(others).toEqual([]);
  const { handler } = await run<{ handler(event: object): Promise<object> }>('lambda', code!);
  expect(await handler({ httpMethod: 'OPTIONS', path: '/items', headers: requested })).toEqual({ statusCode: 401 });
});
