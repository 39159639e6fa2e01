import type { FetchHandler } from '../fetch-exchange.js';
import { deciderOf, type PolicySource } from '../policy-source.js';
import { cors as aroundFetch } from './fetch.js';

interface H3App {
  fetch(request: Request): Response | Promise<Response>;
}

/** What h3's `fetch`, `request` and `toWebHandler` go through, whenever they were taken from the app. */
interface Inner {
  '~request'?: FetchHandler<Request, unknown[]>;
  '~routes'?: unknown[];
}

/**
 * A plugin for h3 2: `app.register(cors(policy))`, on the app that is served. It wraps the whole app, so that h3's
 * own error responses carry the headers too; pass a function for policies by route. An app with a policy is mounted by
 * its `fetch`: `root.mount('/api', app.fetch)`.
 */
export function cors(source: PolicySource): (app: H3App) => void {
  // An invalid policy is refused here, not on registration.
  deciderOf(source);
  return (app) => {
    const inner: H3App & Inner = app;
    const respond = inner['~request'];
    if (typeof respond !== 'function')
      throw new TypeError('This is not an app of h3 2. For h3 1, Nitro 2 and Nuxt use @corsmith/server/h3-v1.');
    inner['~request'] = aroundFetch(source, respond.bind(app));
    refuseMounting(inner);
  };
}

/** h3 copies a mounted app's routes, and silently loses what wraps the app. */
function refuseMounting({ '~routes': routes }: Inner): void {
  if (!routes) return;
  routes[Symbol.iterator] = () => {
    throw new TypeError(
      "This app has a policy of its own, which mounting the app would lose. Mount its fetch: app.mount('/api', sub.fetch).",
    );
  };
}
