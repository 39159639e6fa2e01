import express from 'express';
import express4 from 'express4';
import { startWith } from './express.js';
import { start as fastify } from './fastify.js';
import { start as fetchHandler } from './fetch.js';
import { start as h3 } from './h3.js';
import { start as h3v1, startWeb as h3v1Web } from './h3-v1.js';
import { start as hono } from './hono.js';
import { startHttp2 } from './http2.js';
import { start as koa } from './koa.js';
import { start as lambda } from './lambda.js';
import type { Start } from './listening.js';
import { startOnExpress, startOnFastify } from './nestjs.js';
import { start as nodeHttp } from './node-http.js';

/** A server of each adapter. */
export const SERVERS: Readonly<Record<string, Start>> = {
  'node:http': nodeHttp,
  'node:http2': startHttp2,
  'Express 4': startWith(express4),
  'Express 5': startWith(express),
  'Fastify 5': fastify,
  'Koa 3': koa,
  'Hono 4': hono,
  'h3 2': h3,
  'h3 1': h3v1,
  'h3 1 without node:http': h3v1Web,
  'NestJS on Express': startOnExpress,
  'NestJS on Fastify': startOnFastify,
  'a Fetch API handler': fetchHandler,
  'AWS Lambda': lambda,
};
