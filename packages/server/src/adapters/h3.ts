import type { PolicySource } from '../policy-source.js';
import { cors as aroundFetch } from './fetch.js';

interface H3App {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * A plugin for h3 2: `app.register(cors(policy))`, before the app is served. It stands around the whole app, so that h3's
 * own error responses carry the headers too; give it a function for policies by route.
 */
export const cors =
  (source: PolicySource) =>
  (app: H3App): void => {
    app.fetch = aroundFetch(source, app.fetch.bind(app));
  };
