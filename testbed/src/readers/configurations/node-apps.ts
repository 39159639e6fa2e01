import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { npmVersions } from '../../stacks/versions.js';
import type { ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';

/** Inside the workspace, so that its packages are found. */
const OUT = fileURLToPath(new URL('../../../../.out/', import.meta.url));

interface App {
  readonly id: 'express' | 'fastify' | 'koa' | 'hono';
  readonly packages: readonly string[];
  /** The names of the options for methods, request headers and exposed headers. */
  readonly options: readonly [methods: string, headers: string, exposed: string];
  /** The origin option that this stack takes. */
  readonly origin: (random: Random) => string | undefined;
  /** The program, which exports its server. */
  readonly program: (options: string) => string;
}

/** A framework of Node, each configuration a program. */
const nodeApp = ({ id, packages, options: names, origin, program }: App): ReadStack => ({
  id,
  needs: [],
  version: () => npmVersions(...packages),
  configuration(random) {
    const [methods, headers, exposed] = names;
    const entries = Object.entries({
      origin: origin(random),
      credentials: random.one([undefined, 'true', 'true', 'false']),
      [methods]: random.one([undefined, list(['GET', 'HEAD', ...random.some(METHODS)]), "['GET', 'patch']"]),
      [headers]: random.one([undefined, undefined, list(random.some(HEADERS)), "['*']"]),
      [exposed]: random.one([undefined, list(EXPOSED)]),
      maxAge: random.one([undefined, '600']),
    }).filter(([, value]) => value !== undefined);
    const written = entries.map(([name, value]) => `  ${name}: ${value},\n`).join('');
    return { path: 'app.js', text: program(written === '' ? '' : `{\n${written}}`) };
  },
  async start(all) {
    mkdirSync(OUT, { recursive: true });
    const folder = mkdtempSync(path.join(OUT, 'readers-'));
    const servers: Server[] = [];
    for (const [number, { text }] of all.entries()) {
      const file = path.join(folder, `${number}.mjs`);
      writeFileSync(file, text);
      const { server } = (await import(pathToFileURL(file).href)) as { readonly server: Server };
      if (!server.listening) await once(server, 'listening');
      servers.push(server);
    }
    return {
      places: servers.map((server) => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })),
      async stop() {
        for (const server of servers) server.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
});

const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`;

const PATTERNS = ['/^https:\\/\\/(.+\\.)?example\\.com$/', '/example\\.com/', '/^http:\\/\\/localhost(:\\d+)?$/i'];

/** What npm's cors and its likes take. */
const corsOrigin = (random: Random): string | undefined =>
  random.one([
    undefined,
    "'*'",
    'true',
    'false',
    `'${random.one(ORIGINS)}'`,
    list(random.some(ORIGINS, 3)),
    list(random.some(ORIGINS, 3)),
    "['*']",
    random.one(PATTERNS),
    `['${random.one(ORIGINS)}', ${random.one(PATTERNS)}]`,
    "'https://app.example.com/'",
  ]);

export const express = nodeApp({
  id: 'express',
  packages: ['express', 'cors'],
  options: ['methods', 'allowedHeaders', 'exposedHeaders'],
  origin: corsOrigin,
  program: (options) => `import cors from 'cors';
import express from 'express';

const app = express();
app.use(cors(${options}));
app.use((request, response) => response.send('ok'));
export const server = app.listen(0, '127.0.0.1');
`,
});

export const fastify = nodeApp({
  id: 'fastify',
  packages: ['fastify', '@fastify/cors'],
  options: ['methods', 'allowedHeaders', 'exposedHeaders'],
  origin: corsOrigin,
  program: (options) => `import cors from '@fastify/cors';
import Fastify from 'fastify';

const app = Fastify();
await app.register(cors${options === '' ? '' : `, ${options}`});
app.all('/', async () => 'ok');
await app.listen({ port: 0, host: '127.0.0.1' });
export const { server } = app;
`,
});

export const koa = nodeApp({
  id: 'koa',
  packages: ['koa', '@koa/cors'],
  options: ['allowMethods', 'allowHeaders', 'exposeHeaders'],
  origin: (random) => random.one([undefined, "'*'", `'${random.one(ORIGINS)}'`]),
  program: (options) => `import cors from '@koa/cors';
import Koa from 'koa';

const app = new Koa();
app.use(cors(${options}));
app.use((ctx) => { ctx.body = 'ok'; });
export const server = app.listen(0, '127.0.0.1');
`,
});

export const hono = nodeApp({
  id: 'hono',
  packages: ['hono'],
  options: ['allowMethods', 'allowHeaders', 'exposeHeaders'],
  origin: (random) =>
    random.one([undefined, "'*'", `'${random.one(ORIGINS)}'`, list(random.some(ORIGINS, 3)), "['*']"]),
  program: (options) => `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

const app = new Hono();
app.use('/*', cors(${options}));
app.all('/', (c) => c.text('ok'));
export const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
`,
});
