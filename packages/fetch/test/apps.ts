import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import express from 'express';
import fastify from 'fastify';
import { H3 } from 'h3';
import { Hono } from 'hono';
import Koa from 'koa';
import type { App } from '../src/index.js';

export const PAGE = 'https://app.example.com';
export const API = 'https://api.example.com';

/** Headers that allow the page any request. */
export const OPEN: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': PAGE,
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'PUT, DELETE',
  'Access-Control-Allow-Headers': 'content-type, x-api-key',
};

const expressApp = () =>
  express()
    .use((request, response, next) => {
      response.set(OPEN);
      if (request.method === 'OPTIONS') return void response.sendStatus(204);
      next();
    })
    .use(express.json())
    .put('/users', (request, response) => void response.json({ name: request.body.name, scheme: request.protocol }));

const koaApp = () =>
  new Koa().use(async (context) => {
    context.set({ ...OPEN });
    context.status = context.method === 'OPTIONS' ? 204 : 200;
    if (context.method === 'OPTIONS') return;
    let text = '';
    for await (const chunk of context.req) text += chunk;
    context.body = { name: JSON.parse(text).name, scheme: context.protocol };
  });

const fastifyApp = () => {
  const app = fastify();
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(OPEN);
    if (request.method === 'OPTIONS') return reply.code(204).send();
  });
  app.put('/users', async (request) => ({ name: (request.body as { name: string }).name, scheme: request.protocol }));
  return app;
};

const honoApp = () =>
  new Hono()
    .use(async (context, next) => {
      if (context.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: OPEN });
      await next();
      for (const [name, value] of Object.entries(OPEN)) context.header(name, value);
    })
    .put('/users', async (context) =>
      context.json({ name: (await context.req.json()).name, scheme: new URL(context.req.url).protocol.slice(0, -1) }),
    );

const h3App = () =>
  new H3()
    .use((event) => {
      for (const [name, value] of Object.entries(OPEN)) event.res.headers.set(name, value);
      if (event.req.method === 'OPTIONS') return new Response(null, { status: 204 });
    })
    .put('/users', async (event) => ({
      name: ((await event.req.json()) as { name: string }).name,
      scheme: event.url.protocol.slice(0, -1),
    }));

const handler = async (request: Request) =>
  request.method === 'OPTIONS'
    ? new Response(null, { status: 204, headers: OPEN })
    : Response.json({ name: (await request.json()).name, scheme: 'https' }, { headers: OPEN });

const listener: RequestListener = (request, response) => {
  response.writeHead(request.method === 'OPTIONS' ? 204 : 200, OPEN);
  if (request.method === 'OPTIONS') return void response.end();
  request
    .setEncoding('utf8')
    .on('data', (text) => response.end(`{"name":"${JSON.parse(text).name}","scheme":"https"}`));
};

/** The same app in every form that an app has. */
export const APPS: readonly (readonly [string, () => App])[] = [
  ['Express', expressApp],
  ['Koa', koaApp],
  ["Koa's callback", () => koaApp().callback()],
  ['Fastify', fastifyApp],
  ['Hono', honoApp],
  ['h3', h3App],
  ['a Fetch handler', () => handler],
  ['an object with fetch', () => ({ fetch: handler })],
  ['a server of node:http', () => createServer(listener)],
  ['a server of node:https', () => createSecureServer({}, listener)],
  ['a listener', () => listener],
];
