import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

export type NodeServer = HttpServer | HttpsServer;

/** Koa, Fastify, and others that wrap a server of Node's. */
export type ServerOf = { callback(): RequestListener } | { readonly server: NodeServer; ready(): PromiseLike<unknown> };

const servers = new WeakMap<object, HttpServer>();

/** The server that the app is or wraps. It need not listen. */
export async function serverOf(app: RequestListener | NodeServer | ServerOf): Promise<NodeServer> {
  if ('ready' in app) {
    await app.ready();
    return app.server;
  }
  if ('listening' in app) return app;
  const known = servers.get(app);
  if (known) return known;
  const server = createServer('callback' in app ? app.callback() : app);
  servers.set(app, server);
  return server;
}
