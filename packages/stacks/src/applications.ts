import type { Stack } from './stack.js';
import { aspnetCore } from './stacks/aspnet-core.js';
import { cloudflareWorker } from './stacks/cloudflare-worker.js';
import { django } from './stacks/django.js';
import { express } from './stacks/express.js';
import { fastapi } from './stacks/fastapi.js';
import { fastify } from './stacks/fastify.js';
import { flask } from './stacks/flask.js';
import { goJub0bs } from './stacks/go-jub0bs.js';
import { goRsCors } from './stacks/go-rs-cors.js';
import { h3 } from './stacks/h3.js';
import { hono } from './stacks/hono.js';
import { koa } from './stacks/koa.js';
import { laravel } from './stacks/laravel.js';
import { nestjs } from './stacks/nestjs.js';
import { nextjs } from './stacks/nextjs.js';
import { nodeHttp } from './stacks/node-http.js';
import { quarkus } from './stacks/quarkus.js';
import { rails } from './stacks/rails.js';
import { spring } from './stacks/spring.js';
import { starlette } from './stacks/starlette.js';

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
