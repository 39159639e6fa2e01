import type { RequestListener } from 'node:http';
import { runBehindThePage } from '../behind-the-page.js';
import type { Transport } from '../wire-answer.js';
import { decoded } from './decode.js';
import { askHandler } from './fetch-handler.js';
import { askServer } from './node-server.js';
import { type NodeServer, type ServerOf, serverOf } from './server-of.js';

/**
 * An app in this process, as frameworks have it. A bare function is a Fetch handler where it takes at most one parameter,
 * and a listener of node:http where it takes more.
 */
export type App =
  | ((request: Request) => Response | Promise<Response>)
  | { fetch(request: Request): Response | Promise<Response> }
  | RequestListener
  | NodeServer
  | ServerOf;

/** Asks the app, with no port and no socket. */
export const askApp =
  (app: App): Transport =>
  (request, sending) =>
    runBehindThePage(async () => {
      sending.signal?.throwIfAborted();
      const handler = handlerOf(app);
      const answer = await (handler
        ? askHandler(handler, request, sending)
        : askServer(await serverOf(app as RequestListener), request, sending));
      return decoded(answer);
    });

function handlerOf(app: App): ((request: Request) => Response | Promise<Response>) | undefined {
  if ('fetch' in app && typeof app.fetch === 'function') return (request) => app.fetch(request);
  return typeof app === 'function' && app.length <= 1 ? (app as (request: Request) => Response) : undefined;
}
