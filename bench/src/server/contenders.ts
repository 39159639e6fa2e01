import { type IncomingMessage, ServerResponse } from 'node:http';
import { createPolicy } from '@corsmith/server';
import { cors as corsmithFastify } from '@corsmith/server/fastify';
import { cors as corsmithHono } from '@corsmith/server/hono';
import { cors as corsmithKoa } from '@corsmith/server/koa';
import { cors as corsmithNode } from '@corsmith/server/node';
import fastifyCors from '@fastify/cors';
import koaCors from '@koa/cors';
import cors from 'cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { Hono, type MiddlewareHandler } from 'hono';
import { cors as honoCors } from 'hono/cors';
import Koa, { type Middleware as KoaMiddleware } from 'koa';
import { expressionOf, handwritten } from './handwritten.js';
import { configOf, RULES } from './policies.js';
import { type BenchRequest, fetchRequest, incoming } from './requests.js';

/** One server in the race. `prepare` is not timed, what it returns is: it responds to that many requests. */
export interface Contender {
  readonly name: string;
  prepare(wanted: BenchRequest, count: number): () => unknown;
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A handler of node:http, whose responses end in no socket. */
const ofHandler = (name: string, handle: NodeHandler): Contender => ({
  name,
  prepare(wanted, count) {
    const pairs = Array.from({ length: count }, () => {
      const request = incoming(wanted);
      return [request, new ServerResponse(request)] as const;
    });
    return () => Promise.all(pairs.map(([request, response]) => handle(request, response)));
  },
});

type NodeMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Plain node:http: the loop itself is all that is timed besides. */
const ofMiddleware = (name: string, middleware: NodeMiddleware): Contender => ({
  name,
  prepare(wanted, count) {
    const requests = Array.from({ length: count }, () => incoming(wanted));
    const responses = requests.map((request) => new ServerResponse(request));
    return () => {
      for (const [index, request] of requests.entries()) {
        const response = responses[index]!;
        middleware(request, response, () => {
          response.setHeader('content-type', 'text/plain');
          response.end('ok');
        });
      }
    };
  },
});

/** The origins as packages want them that know no patterns. */
const withExpressions = (origins: readonly string[]): (string | RegExp)[] =>
  origins.map((origin) => (origin.includes('*') ? expressionOf(origin) : origin));

const theirs = (origins: readonly string[]) => ({
  credentials: true,
  methods: [...RULES.methods],
  allowedHeaders: [...RULES.requestHeaders],
  maxAge: RULES.maxAge,
  origin: withExpressions(origins),
});

export const nodeContenders = (origins: readonly string[]): Contender[] => [
  ofMiddleware('no CORS', (request, response, next) => {
    if (request.method !== 'OPTIONS') next();
    else response.writeHead(204).end();
  }),
  ofMiddleware('hand-written', handwritten(origins)),
  ofMiddleware('corsmith', corsmithNode(createPolicy(configOf(origins)))),
  ofMiddleware('cors', cors(theirs(origins))),
];

async function fastify(name: string, add?: (app: FastifyInstance) => unknown): Promise<Contender> {
  const app = Fastify();
  await add?.(app);
  app.get('/items', (_request, reply) => void reply.send('ok'));
  await app.ready();
  return ofHandler(name, (request, response) => app.routing(request, response));
}

function koa(name: string, middleware?: KoaMiddleware): Contender {
  const app = new Koa();
  if (middleware) app.use(middleware);
  app.use((context) => {
    context.body = 'ok';
  });
  return ofHandler(name, app.callback());
}

function hono(name: string, middleware?: MiddlewareHandler): Contender {
  const app = new Hono();
  if (middleware) app.use(middleware);
  app.get('/items', (context) => context.text('ok'));
  return {
    name,
    prepare(wanted, count) {
      const requests = Array.from({ length: count }, () => fetchRequest(wanted));
      return () => Promise.all(requests.map((request) => app.fetch(request)));
    },
  };
}

/** Each framework alone, with its own package, and with corsmith. */
export async function frameworkContenders(origins: readonly string[]): Promise<Record<string, Contender[]>> {
  const policy = createPolicy(configOf(origins));
  const options = theirs(origins);
  const headers = { allowMethods: options.methods, allowHeaders: options.allowedHeaders };
  const list = new Set(origins);
  return {
    'Fastify 5': [
      await fastify('alone'),
      await fastify('@fastify/cors', (app) => app.register(fastifyCors, options)),
      await fastify('corsmith', (app) => app.register(corsmithFastify(policy))),
    ],
    'Koa 3': [
      koa('alone'),
      // It takes no list: this is how its documentation has one checked.
      koa(
        '@koa/cors',
        koaCors({
          ...headers,
          credentials: true,
          maxAge: RULES.maxAge,
          origin: ({ headers: { origin } }) => (origin !== undefined && list.has(origin) ? origin : ''),
        }),
      ),
      koa('corsmith', corsmithKoa(policy)),
    ],
    'Hono 4': [
      hono('alone'),
      hono('hono/cors', honoCors({ ...headers, credentials: true, maxAge: RULES.maxAge, origin: [...origins] })),
      hono('corsmith', corsmithHono(policy)),
    ],
  };
}
