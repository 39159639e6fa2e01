import type { RequestListener } from 'node:http';
import { runBehindThePage } from '../behind-the-page.js';
import type { Transport } from '../transport-response.js';
import { decoded } from './decode.js';
import { toHandler } from './fetch-handler.js';
import { toServer } from './node-server.js';
import { isRouteModule, type RouteModule, routeHandler } from './route-module.js';
import { isServerOf, type NodeServer, type ServerOf, serverOf } from './server-of.js';
import { isContextHandler } from './signature.js';

/** As frameworks have it: a handler, a listener, a server, or an object that has one of them. */
export type DirectApp =
  | ((request: Request) => Response | Promise<Response>)
  /** With `{ params }` or a context as its second parameter. */
  // biome-ignore lint/suspicious/noExplicitAny: every framework has a context of its own.
  | ((request: Request, context: any) => Response | Promise<Response>)
  | { fetch(request: Request): Response | Promise<Response> }
  | RouteModule
  | RequestListener
  | NodeServer
  | ServerOf;

/**
 * An app in this process, or a promise of one. A bare function with one parameter is a Fetch handler, with more a listener of
 * node:http, unless its second parameter is a context.
 */
export type App = DirectApp | PromiseLike<DirectApp>;

/** Sends a request to the app, without a port or a socket. */
export const toApp =
  (app: App): Transport =>
  (request, sending) =>
    runBehindThePage(async () => {
      sending.signal?.throwIfAborted();
      const direct = await app;
      checkApp(direct);
      const response = await (isHosted(direct)
        ? toServer(await serverOf(direct), request, sending)
        : toHandler(handlerOf(direct), request, sending));
      return decoded(response);
    });

/** @throws TypeError if it has no shape that an app may have. */
export function checkApp(app: unknown, name = 'app'): asserts app is App {
  if (typeof app === 'function') return;
  if (
    typeof app === 'object' &&
    app !== null &&
    (isPromise(app) || hasFetch(app) || isServerOf(app) || isRouteModule(app))
  )
    return;
  throw new TypeError(
    `${name} must be a Fetch handler, an object with fetch(), a listener or server of node:http, an app of Express, Koa, Fastify, Hapi or NestJS, or a module of route handlers (GET, POST …), not ${described(app)}.`,
  );
}

function described(app: unknown): string {
  if (typeof app !== 'object' || app === null) return app === '' ? 'an empty string' : String(app);
  const keys = Object.keys(app);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 5).join(', ')}`;
}

const isPromise = (app: object): app is PromiseLike<DirectApp> => 'then' in app && typeof app.then === 'function';

const hasFetch = (app: object): app is { fetch(request: Request): Response | Promise<Response> } =>
  'fetch' in app && typeof app.fetch === 'function';

type Hosted = RequestListener | NodeServer | ServerOf;

/** Whether a server of node:http calls it. */
const isHosted = (app: DirectApp): app is Hosted =>
  !hasFetch(app) && (typeof app === 'function' ? app.length > 1 && !isContextHandler(app) : !isRouteModule(app));

function handlerOf(app: Exclude<DirectApp, Hosted>): (request: Request) => Response | Promise<Response> {
  if (hasFetch(app)) return (request) => app.fetch(request);
  if (typeof app !== 'function') return routeHandler(app);
  return app.length <= 1
    ? (request) => app(request, undefined)
    : (request) => app(request, { params: Promise.resolve({}) });
}
