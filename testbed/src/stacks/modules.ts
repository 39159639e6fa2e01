// Written by `npm run lists` from modules/.

import { apache } from './modules/apache.js';
import { caddy } from './modules/caddy.js';
import { cloudflareWorker } from './modules/cloudflare-worker.js';
import { django } from './modules/django.js';
import { express } from './modules/express.js';
import { fastapi } from './modules/fastapi.js';
import { fastify } from './modules/fastify.js';
import { flask } from './modules/flask.js';
import { goRsCors } from './modules/go-rs-cors.js';
import { h3 } from './modules/h3.js';
import { haproxy } from './modules/haproxy.js';
import { hono } from './modules/hono.js';
import { koa } from './modules/koa.js';
import { nestjs } from './modules/nestjs.js';
import { nextjs } from './modules/nextjs.js';
import { nginx } from './modules/nginx.js';
import { nodeHttp } from './modules/node-http.js';
import { rails } from './modules/rails.js';
import { starlette } from './modules/starlette.js';
import { varnish } from './modules/varnish.js';
import type { StackModule } from './stack-module.js';

/** Every stack that the testbed runs, applications first. */
export const modules: readonly StackModule[] = [
  express,
  fastify,
  koa,
  hono,
  h3,
  nodeHttp,
  nestjs,
  nextjs,
  fastapi,
  starlette,
  flask,
  django,
  rails,
  goRsCors,
  cloudflareWorker,
  nginx,
  apache,
  caddy,
  haproxy,
  varnish,
];
