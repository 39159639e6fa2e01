// Written by `npm run lists` from readers/.

import type { Reader } from './read/reading.js';
import { django } from './readers/django.js';
import { express } from './readers/express.js';
import { fastify } from './readers/fastify.js';
import { flask } from './readers/flask.js';
import { goEcho } from './readers/go-echo.js';
import { goFiber } from './readers/go-fiber.js';
import { goGin } from './readers/go-gin.js';
import { goGorilla } from './readers/go-gorilla.js';
import { goRsCors } from './readers/go-rs-cors.js';
import { hono } from './readers/hono.js';
import { ingressNginx } from './readers/ingress-nginx.js';
import { koa } from './readers/koa.js';
import { nestjs } from './readers/nestjs.js';
import { nginx } from './readers/nginx.js';
import { spring } from './readers/spring.js';
import { starlette } from './readers/starlette.js';

/** Every reader of configurations. */
export const readers: readonly Reader[] = [
  django,
  express,
  fastify,
  flask,
  goEcho,
  goFiber,
  goGin,
  goGorilla,
  goRsCors,
  hono,
  ingressNginx,
  koa,
  nestjs,
  nginx,
  spring,
  starlette,
];
