import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { guarded } from './guarded-listener.js';

export type NodeServer = HttpServer | HttpsServer;

/** Koa, Fastify, NestJS, Hapi, and others that wrap a server of Node's. */
export type ServerOf =
  | { callback(): RequestListener }
  | { readonly server: NodeServer; ready(): PromiseLike<unknown> }
  | { getHttpServer(): NodeServer; init(): PromiseLike<unknown>; getHttpAdapter?(): { getInstance(): unknown } }
  | { readonly listener: NodeServer; initialize(): PromiseLike<unknown> };

const servers = new WeakMap<object, HttpServer>();

const has = <Key extends string>(app: object, key: Key): app is Record<Key, (...parameters: never[]) => unknown> =>
  key in app && typeof Reflect.get(app, key) === 'function';

/** Whether it is a server, or an object that has one. */
export const isServerOf = (app: object): app is NodeServer | ServerOf =>
  isServer(app) ||
  has(app, 'callback') ||
  has(app, 'getHttpServer') ||
  (has(app, 'ready') && 'server' in app) ||
  (has(app, 'initialize') && 'listener' in app);

const isServer = (app: object): app is NodeServer => 'listening' in app && has(app, 'emit');

/** The server that the app is or wraps. It need not listen. */
export async function serverOf(app: RequestListener | NodeServer | ServerOf): Promise<NodeServer> {
  if (isServer(app)) return app;
  if ('getHttpServer' in app) {
    await app.init();
    // Fastify below NestJS.
    const instance = app.getHttpAdapter?.().getInstance();
    if (typeof instance === 'object' && instance !== null && has(instance, 'ready')) await instance.ready();
    return app.getHttpServer();
  }
  if ('initialize' in app) {
    await app.initialize();
    return app.listener;
  }
  if ('ready' in app) {
    await app.ready();
    return app.server;
  }
  const known = servers.get(app);
  if (known) return known;
  const server = createServer(typeof app === 'function' ? guarded(app) : app.callback());
  servers.set(app, server);
  return server;
}
