/**
 * A project that uses the packed `@corsmith/server` in each framework as its documentation says. Prints each one's response to
 * a page of the policy's origin: a test compiles it and runs it, far from this workspace.
 */
import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPolicy, type PolicyConfig, PolicyError, type PolicyResponse, respond } from '@corsmith/server';
import { cors as expressCors } from '@corsmith/server/express';
import { cors as fastifyCors } from '@corsmith/server/fastify';
import { cors as fetchCors } from '@corsmith/server/fetch';
import { cors as h3Cors } from '@corsmith/server/h3';
import { cors as h3v1Cors } from '@corsmith/server/h3-v1';
import { cors as honoCors } from '@corsmith/server/hono';
import { cors as koaCors } from '@corsmith/server/koa';
import { cors as lambdaCors } from '@corsmith/server/lambda';
import { enableCors } from '@corsmith/server/nestjs';
import { corsRoutes, cors as nextCors } from '@corsmith/server/next';
import { cors as nodeCors } from '@corsmith/server/node';
import { cors as svelteKitCors } from '@corsmith/server/sveltekit';
import { createAdaptorServer } from '@hono/node-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import fastify from 'fastify';
import { H3 } from 'h3';
import { toNodeHandler } from 'h3/node';
import { Hono } from 'hono';
import Koa from 'koa';

const origin = 'https://app.example.com';
const config: PolicyConfig = { origins: [origin, 'https://*.example.org'], credentials: true, methods: ['PUT'] };
const policy = createPolicy(config);
const seen: Record<string, string | null | undefined> = {};

/** What a server allows a page of the origin. */
async function probe(name: string, server: Server): Promise<void> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/missing`, { headers: { origin } });
  await response.text();
  seen[name] = response.headers.get('access-control-allow-origin');
  server.closeAllConnections();
  server.close();
}

const middleware = nodeCors(policy);
await probe(
  'node',
  createServer((request, response) => middleware(request, response, () => void response.end('ok'))),
);

const expressApp = express();
expressApp.use(expressCors(policy));
await probe('express', createServer(expressApp));

const fastifyApp = fastify();
await fastifyApp.register(fastifyCors(policy));
await fastifyApp.ready();
await probe('fastify', fastifyApp.server);

const koaApp = new Koa();
koaApp.use(koaCors(policy));
await probe('koa', createServer(koaApp.callback()));

const honoApp = new Hono();
honoApp.use(honoCors(policy));
await probe('hono', createAdaptorServer({ fetch: honoApp.fetch }) as Server);

const h3App = new H3();
h3App.register(h3Cors(policy));
await probe('h3', createServer(toNodeHandler(h3App)));

// An app of h3 1 calls it so.
const h3v1 = h3v1Cors(policy);
await probe(
  'h3-v1',
  createServer((req, res) => {
    h3v1({ node: { req, res } });
    res.end('ok');
  }),
);

class App {}
Module({})(App);
const nestApp = await NestFactory.create(App, { logger: false });
await enableCors(nestApp, policy);
await nestApp.init();
await probe('nestjs', nestApp.getHttpServer());

const event = { request: new Request('https://api.example.com/', { headers: { origin } }) };
const page = await svelteKitCors(policy)({ event, resolve: () => new Response('ok') });
seen.sveltekit = page.headers.get('access-control-allow-origin');

const request = new Request('https://api.example.com/', { headers: { origin } });
const worker = { fetch: fetchCors(policy, async (_request: Request, _env: object) => new Response('ok')) };
const proxy = nextCors(policy, () => new Response('ok'));
const { GET } = corsRoutes(policy, { GET: () => Response.json([]) });
for (const [name, response] of [
  ['fetch', await worker.fetch(request, {})],
  ['next', await proxy(request)],
  ['next routes', await GET(request)],
] as const)
  seen[name] = response.headers.get('access-control-allow-origin');

type Event = { httpMethod: string; headers: Record<string, string>; version: string };
type Result = { statusCode: number; headers?: Record<string, string>; body: string };
const handler = lambdaCors(policy, async ({ version }: Event): Promise<Result> => ({ statusCode: 200, body: version }));
const result = await handler({ httpMethod: 'GET', version: '2.0', headers: { origin } });
seen.lambda = result.headers?.['access-control-allow-origin'];

const direct: PolicyResponse = respond(policy, {
  method: 'GET',
  headers: (name) => (name === 'origin' ? origin : undefined),
});
seen.response = Object.fromEntries(direct.headers)['access-control-allow-origin'];

try {
  // @ts-expect-error Everyone with credentials.
  createPolicy({ origins: '*', credentials: true });
} catch (error) {
  seen.refused = error instanceof PolicyError ? error.problems[0]?.code : String(error);
}

console.log(JSON.stringify(seen));
