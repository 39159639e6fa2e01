/** Applications of Node whose configuration is right. */
export const nodeApps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Express, origins from the environment': {
    'src/server.ts': `
      import cors, { type CorsOptions } from 'cors';
      import express from 'express';
      import helmet from 'helmet';

      const allowed = (process.env.CORS_ORIGINS ?? 'http://localhost:5173').split(',').map((one) => one.trim());
      const options: CorsOptions = {
        origin(origin, callback) {
          callback(null, origin === undefined || allowed.includes(origin));
        },
        credentials: true,
        methods: ['GET', 'POST', 'PUT', 'DELETE'],
        allowedHeaders: ['Content-Type', 'Authorization'],
        maxAge: 600,
      };

      const app = express();
      app.use(helmet());
      app.use(cors(options));
      app.use(express.json({ limit: '1mb' }));
      app.get('/api/orders', async (request, response) => response.json(await orders(request.query)));
      app.put('/api/orders/:id', async (request, response) => response.json(await update(request.params.id, request.body)));
      app.listen(process.env.PORT ?? 3000);
    `,
  },
  'Express, a public API and a private one': {
    'app.js': `
      const express = require('express');
      const cors = require('cors');

      const app = express();
      const everyone = cors();
      const ours = cors({ origin: ['https://admin.example.com', 'https://app.example.com'], credentials: true });

      app.use('/public', everyone, require('./public'));
      app.use('/account', ours, require('./account'));
      app.use((error, request, response, next) => response.status(500).json({ message: 'failed' }));
      module.exports = app;
    `,
  },
  'Express, by hand with a list': {
    'server.js': `
      const express = require('express');
      const app = express();
      const ORIGINS = new Set(['https://app.example.com', 'https://staging.example.com']);

      app.use((req, res, next) => {
        const origin = req.headers.origin;
        res.vary('Origin');
        if (ORIGINS.has(origin)) {
          res.setHeader('Access-Control-Allow-Origin', origin);
          res.setHeader('Access-Control-Allow-Credentials', 'true');
          res.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
          res.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization');
          res.setHeader('Access-Control-Max-Age', '600');
        }
        if (req.method === 'OPTIONS') return res.sendStatus(204);
        next();
      });
      app.get('/users', (req, res) => res.json([]));
      app.listen(3000);
    `,
  },
  'Fastify with a pattern of previews': {
    'index.mjs': `
      import cors from '@fastify/cors';
      import Fastify from 'fastify';

      const app = Fastify({ logger: true });
      await app.register(cors, {
        origin: ['https://shop.example.com', /^https:\\/\\/shop-[a-z0-9]+-acme\\.vercel\\.app$/],
        credentials: true,
        methods: ['GET', 'HEAD', 'POST', 'PATCH'],
      });
      app.get('/health', async () => ({ ok: true }));
      await app.listen({ port: 3000, host: '0.0.0.0' });
    `,
  },
  'Koa for one page': {
    'app.js': `
      const Koa = require('koa');
      const cors = require('@koa/cors');
      const app = new Koa();
      app.use(cors({ origin: 'https://app.example.com', credentials: true, keepHeadersOnError: true }));
      app.use(async (ctx) => { ctx.body = 'ok'; });
      app.listen(3000);
    `,
  },
  'Hono on an edge': {
    'src/index.ts': `
      import { Hono } from 'hono';
      import { cors } from 'hono/cors';

      const app = new Hono<{ Bindings: Env }>();
      app.use('/api/*', cors({
        origin: ['https://app.example.com', 'http://localhost:5173'],
        allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
        allowHeaders: ['Content-Type', 'Authorization'],
        exposeHeaders: ['X-Total-Count'],
        credentials: true,
        maxAge: 600,
      }));
      app.get('/api/items', (c) => c.json([]));
      export default app;
    `,
  },
  'NestJS for two pages': {
    'src/main.ts': `
      import { ValidationPipe } from '@nestjs/common';
      import { NestFactory } from '@nestjs/core';
      import { AppModule } from './app.module';

      async function bootstrap() {
        const app = await NestFactory.create(AppModule);
        app.enableCors({
          origin: ['https://app.example.com', 'https://admin.example.com'],
          credentials: true,
        });
        app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
        await app.listen(3000);
      }
      bootstrap();
    `,
  },
  'Next.js for a partner': {
    'next.config.mjs': `
      /** @type {import('next').NextConfig} */
      export default {
        async headers() {
          return [
            {
              source: '/api/:path*',
              headers: [
                { key: 'Access-Control-Allow-Origin', value: 'https://partner.example.org' },
                { key: 'Access-Control-Allow-Methods', value: 'GET, POST, PUT' },
                { key: 'Access-Control-Allow-Headers', value: 'Content-Type, Authorization' },
                { key: 'Vary', value: 'Origin' },
              ],
            },
          ];
        },
      };
    `,
  },
  'Node without a framework, for everyone': {
    'server.mjs': `
      import { createServer } from 'node:http';

      createServer((request, response) => {
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Access-Control-Allow-Methods', 'GET, PUT');
        response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
        if (request.method === 'OPTIONS') {
          response.writeHead(204).end();
          return;
        }
        response.setHeader('Content-Type', 'application/json');
        response.end('{}');
      }).listen(8080);
    `,
  },
  'Express without CORS, behind the same origin': {
    'server.js': `
      const express = require('express');
      const app = express();
      app.use(express.static('public'));
      app.get('/api/users', (req, res) => res.json([]));
      app.listen(3000);
    `,
  },
  'a Worker with a list': {
    'src/worker.js': `
      const ALLOWED = ['https://app.example.com', 'https://www.example.com'];

      export default {
        async fetch(request, env) {
          const origin = request.headers.get('Origin') ?? '';
          const headers = new Headers({ Vary: 'Origin' });
          if (ALLOWED.includes(origin)) headers.set('Access-Control-Allow-Origin', origin);
          if (request.method === 'OPTIONS') {
            headers.set('Access-Control-Allow-Methods', 'GET, PUT, DELETE');
            headers.set('Access-Control-Allow-Headers', 'Content-Type');
            return new Response(null, { status: 204, headers });
          }
          headers.set('Content-Type', 'application/json');
          return new Response(await env.KV.get('data'), { headers });
        },
      };
    `,
  },
  'Express, a list in a module of its own': {
    'src/config.js': `
      export const origins = ['https://app.example.com', 'https://app.example.org'];
      export const port = Number(process.env.PORT ?? 3000);
    `,
    'src/server.js': `
      import cors from 'cors';
      import express from 'express';
      import { origins, port } from './config.js';

      const app = express();
      app.use(cors({ origin: origins, exposedHeaders: ['X-Total-Count'] }));
      app.post('/reports', (request, response) => response.status(201).end());
      app.listen(port);
    `,
  },
};
