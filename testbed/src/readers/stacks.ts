import type { ReadStack } from './configuration.js';
import { apache } from './configurations/apache.js';
import { caddy } from './configurations/caddy.js';
import { haproxy } from './configurations/haproxy.js';
import { nginx } from './configurations/nginx.js';
import { express, fastify, hono, koa } from './configurations/node-apps.js';

/** Stacks whose readers are compared with the real server. */
export const stacks: readonly ReadStack[] = [nginx, apache, caddy, haproxy, express, fastify, koa, hono];
