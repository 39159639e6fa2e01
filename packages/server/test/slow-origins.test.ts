import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import express from 'express';
import fastify from 'fastify';
import Koa from 'koa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cors as fastifyCors } from '../src/adapters/fastify.js';
import { cors as koaCors } from '../src/adapters/koa.js';
import { cors } from '../src/adapters/node.js';
import { createPolicy } from '../src/index.js';
import { APP } from './policy-requests.js';
import { type Listening, listen } from './servers/listening.js';
import { send, values } from './wire.js';

/** Ends the response before the policy knows, as a timeout around the whole app does, then lets the policy know. */
const slow = (over: () => Promise<void>) =>
  createPolicy({
    origins: async () => {
      await over();
      return true;
    },
  });

type Ends = (response: ServerResponse) => void;
type StartSlow = (end: Ends, ran: () => void) => Promise<Listening>;

/** What happens to a response while the policy waits. */
function during(end: Ends) {
  let current: ServerResponse | undefined;
  return {
    enter: (response: ServerResponse) => {
      current = response;
    },
    policy: slow(async () => {
      const response = current!;
      const closed = new Promise((resolve) => void response.once('close', resolve));
      end(response);
      await closed;
    }),
  };
}

const SERVERS: Readonly<Record<string, StartSlow>> = {
  'node:http': (end, ran) => {
    const { enter, policy } = during(end);
    const middleware = cors(policy);
    const listener: RequestListener = (request, response) => {
      enter(response);
      middleware(request, response, () => {
        ran();
        response.writeHead(200).end('late');
      });
    };
    return listen(createServer(listener));
  },
  express: (end, ran) => {
    const { enter, policy } = during(end);
    const app = express();
    app.use((_request, response, next) => {
      enter(response);
      next();
    });
    app.use(cors(policy));
    app.use((_request, response) => {
      ran();
      response.send('late');
    });
    return listen(createServer(app));
  },
  koa: (end, ran) => {
    const { enter, policy } = during(end);
    const app = new Koa();
    app.use(async (context, next) => {
      enter(context.res);
      await next();
    });
    app.use(koaCors(policy));
    app.use((context) => {
      ran();
      context.body = 'late';
    });
    return listen(createServer(app.callback()));
  },
  fastify: async (end, ran) => {
    const { enter, policy } = during(end);
    const app = fastify();
    app.addHook('onRequest', async (_request, reply) => enter(reply.raw));
    await app.register(fastifyCors(policy));
    app.get('/ok', async () => {
      ran();
      return 'late';
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: Number(new URL(url).port), close: () => app.close() };
  },
};

/** What would end the process. */
const fatal: unknown[] = [];
const note = (error: unknown) => void fatal.push(error);
beforeEach(() => void process.on('unhandledRejection', note).on('uncaughtException', note));
afterEach(() => void process.off('unhandledRejection', note).off('uncaughtException', note));

test.each(Object.entries(SERVERS))('%s: a response sent or closed meanwhile stays as it is', async (_n, start) => {
  const ends: Readonly<Record<string, Ends>> = {
    sent: (response) => void response.writeHead(503).end('too slow'),
    broken: (response) => void response.destroy(),
  };
  for (const [how, end] of Object.entries(ends))
    for (const method of ['GET', 'OPTIONS']) {
      let runs = 0;
      const server = await start(end, () => void runs++);
      const headers = { origin: APP, ...(method === 'OPTIONS' && { 'access-control-request-method': 'PUT' }) };
      const sent = send(server.port, { method, headers });
      if (how === 'broken') await expect(sent).rejects.toThrow();
      else {
        const wire = await sent;
        expect([wire.status, wire.body, values(wire, 'access-control-allow-origin')]).toEqual([503, 'too slow', []]);
      }
      await new Promise(setImmediate);
      expect(runs).toBe(0);
      await server.close();
    }
  expect(fatal).toEqual([]);
});
