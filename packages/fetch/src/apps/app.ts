import type { RequestListener } from 'node:http';
import { runBehindThePage } from '../behind-the-page.js';
import type { Transport } from '../transport-response.js';
import { decoded } from './decode.js';
import { toHandler } from './fetch-handler.js';
import { toServer } from './node-server.js';
import { type NodeServer, type ServerOf, serverOf } from './server-of.js';

/**
 * An app in this process, as frameworks have it. A bare function with at most one parameter is a Fetch handler, with
 * more a listener of node:http.
 */
export type App =
  | ((request: Request) => Response | Promise<Response>)
  | { fetch(request: Request): Response | Promise<Response> }
  | RequestListener
  | NodeServer
  | ServerOf;

/** Sends a request to the app, without a port or a socket. */
export const toApp =
  (app: App): Transport =>
  (request, sending) =>
    runBehindThePage(async () => {
      sending.signal?.throwIfAborted();
      const handler = handlerOf(app);
      const response = await (handler
        ? toHandler(handler, request, sending)
        : toServer(await serverOf(app as RequestListener), request, sending));
      return decoded(response);
    });

function handlerOf(app: App): ((request: Request) => Response | Promise<Response>) | undefined {
  if ('fetch' in app && typeof app.fetch === 'function') return (request) => app.fetch(request);
  return typeof app === 'function' && app.length <= 1 ? (app as (request: Request) => Response) : undefined;
}
