import { createServer, type RequestListener, Server } from 'node:http';

/** Koa, Fastify, and what else wraps a server of node:http. */
export type ServerOf = { callback(): RequestListener } | { readonly server: Server; ready(): PromiseLike<unknown> };

const servers = new WeakMap<object, Server>();

/** The server of node:http that the app stands behind. It never listens. */
export async function serverOf(app: RequestListener | Server | ServerOf): Promise<Server> {
  if (app instanceof Server) return app;
  if ('ready' in app) {
    await app.ready();
    return app.server;
  }
  const known = servers.get(app);
  if (known) return known;
  const server = createServer('callback' in app ? app.callback() : app);
  servers.set(app, server);
  return server;
}
