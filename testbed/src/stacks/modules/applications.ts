import type { StackModule } from '../stack-module.js';
import { cloudflareWorker } from './cloudflare-worker.js';
import { django } from './django.js';
import { express } from './express.js';
import { fastapi } from './fastapi.js';
import { fastify } from './fastify.js';
import { flask } from './flask.js';
import { goRsCors } from './go-rs-cors.js';
import { h3 } from './h3.js';
import { hono } from './hono.js';
import { koa } from './koa.js';
import { nestjs } from './nestjs.js';
import { nextjs } from './nextjs.js';
import { nodeHttp } from './node-http.js';
import { rails } from './rails.js';
import { starlette } from './starlette.js';

/** What answers requests itself. */
export const applications: readonly StackModule[] = [
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
];
