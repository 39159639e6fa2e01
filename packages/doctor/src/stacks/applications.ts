import { aspnetCore } from './aspnet-core.js';
import { cloudflareWorker } from './cloudflare-worker.js';
import { django } from './django.js';
import { express } from './express.js';
import { fastapi } from './fastapi.js';
import { fastify } from './fastify.js';
import { flask } from './flask.js';
import { goJub0bs } from './go-jub0bs.js';
import { goRsCors } from './go-rs-cors.js';
import { h3 } from './h3.js';
import { hono } from './hono.js';
import { koa } from './koa.js';
import { laravel } from './laravel.js';
import { nestjs } from './nestjs.js';
import { nextjs } from './nextjs.js';
import { nodeHttp } from './node-http.js';
import { quarkus } from './quarkus.js';
import { rails } from './rails.js';
import { spring } from './spring.js';
import type { Stack } from './stack.js';
import { starlette } from './starlette.js';

/** What answers requests itself. Those that run on another of them come before it: its marks show on them too. */
export const applications: readonly Stack[] = [
  nestjs,
  nextjs,
  express,
  fastify,
  koa,
  hono,
  h3,
  nodeHttp,
  starlette,
  fastapi,
  flask,
  django,
  rails,
  laravel,
  spring,
  quarkus,
  aspnetCore,
  goRsCors,
  goJub0bs,
  cloudflareWorker,
];
