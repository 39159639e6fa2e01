import { once } from 'node:events';
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PolicyConfig } from '@corsmith/server';
import { createPolicy, respond } from '@corsmith/server';
import type { Recipe } from '@corsmith/stacks';
import fastifyCors from '@fastify/cors';
import { getRequestListener } from '@hono/node-server';
import cors from '@koa/cors';
import expressCors from 'cors';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';
import Koa from 'koa';
import type { Listening, Server } from './servers.js';

type Scope = Readonly<Record<string, unknown>>;

/** Runs a recipe's code, its imports replaced by what they name. */
function run(recipe: Recipe, scope: Scope): void | Promise<void> {
  const code = recipe.files.map((file) => file.code.replace(/^import .*$/gm, '')).join('\n');
  const isAsync = /^await /m.test(code);
  const body = isAsync ? `return (async () => {\n${code}\n})();` : code;
  return new Function(...Object.keys(scope), body)(...Object.values(scope));
}

/** An app of the framework with the recipe, and a route for everything. */
const FRAMEWORKS: Readonly<Record<string, (recipe: Recipe) => Promise<RequestListener>>> = {
  async express(recipe) {
    const app = express();
    await run(recipe, { app, cors: expressCors });
    app.use((_request, response) => void response.json({}));
    return app as unknown as RequestListener;
  },
  async koa(recipe) {
    const app = new Koa();
    await run(recipe, { app, cors });
    app.use((context) => {
      context.body = {};
    });
    return app.callback() as RequestListener;
  },
  async hono(recipe) {
    const app = new Hono();
    await run(recipe, { app, cors: honoCors });
    app.all('*', (context) => context.json({}));
    return getRequestListener(app.fetch) as RequestListener;
  },
  async fastify(recipe) {
    const app = fastify();
    await run(recipe, { app, cors: fastifyCors });
    app.all('/*', async () => ({}));
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
};

/** The app with the printed recipe; undefined if it is for no framework that runs here. */
export async function recipeApplied(recipe: Recipe): Promise<Listening | undefined> {
  const made = FRAMEWORKS[recipe.stack];
  return made && listening(createServer(await made(recipe)));
}

async function listening(http: HttpServer): Promise<Listening> {
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => {
      http.closeAllConnections();
      return new Promise((done) => http.close(() => done()));
    },
  };
}

/** A server with that policy, which stands for the recipes of stacks that the matrix runs. */
export function policyApplied(config: PolicyConfig): Server {
  const policy = createPolicy(config);
  return ({ method, header }) => {
    const { kind, status, headers, vary } = respond(policy, { method, headers: header });
    const lines = { ...Object.fromEntries(headers), ...(vary !== '' && { vary }) };
    return kind === 'preflight'
      ? { status: status ?? 204, headers: lines }
      : { status: 200, headers: { ...exposable(config), ...lines }, body: '{}' };
  };
}

/** The headers that pages read. */
const exposable = ({ responseHeaders = [] }: PolicyConfig) =>
  Object.fromEntries(responseHeaders.map((name) => [name, 'x']));
