import type { ReadStack } from './configuration.js';
import { apache } from './configurations/apache.js';
import { caddy } from './configurations/caddy.js';
import { goRsCors } from './configurations/go-apps.js';
import { haproxy } from './configurations/haproxy.js';
import { nginx } from './configurations/nginx.js';
import { express, fastify, hono, koa } from './configurations/node-apps.js';
import { django, fastapi, flask } from './configurations/python-apps.js';
import { rails } from './configurations/rails.js';

/** Stacks whose readers are compared with the real server. */
export const stacks: readonly ReadStack[] = [
  nginx,
  apache,
  caddy,
  haproxy,
  express,
  fastify,
  koa,
  hono,
  fastapi,
  flask,
  django,
  rails,
  goRsCors,
];
