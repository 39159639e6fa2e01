import { createServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import {
  type App,
  createApp,
  createError,
  createRouter,
  eventHandler,
  sendRedirect,
  setResponseHeaders,
  toNodeListener,
  toWebHandler,
} from 'h3v1';
import { cors } from '../../src/adapters/h3-v1.js';
import type { PolicySource } from '../../src/index.js';
import { FOREIGN, listen, type Meddling, meddle, type Start } from './listening.js';

function appWith(source: PolicySource, meddling: Meddling | undefined): App {
  const app = createApp();
  const meddler = eventHandler((event) => meddle(event.node.res));
  if (meddling === 'earlier') app.use(meddler);
  app.use(cors(source));
  if (meddling === 'later') app.use(meddler);
  const router = createRouter();
  router.get(
    '/ok',
    eventHandler(() => 'ok'),
  );
  router.get(
    '/throws',
    eventHandler(() => {
      throw createError({ statusCode: 500, message: 'on purpose' });
    }),
  );
  router.get(
    '/stream',
    eventHandler(() => new Blob(['one', 'two']).stream()),
  );
  router.get(
    '/redirect',
    eventHandler((event) => sendRedirect(event, '/ok')),
  );
  router.get(
    '/foreign',
    eventHandler((event) => {
      setResponseHeaders(event, FOREIGN);
      return 'ok';
    }),
  );
  router.post(
    '/upload',
    eventHandler(() => {
      throw createError({ statusCode: 413 });
    }),
  );
  return app.use(router);
}

export const start: Start = (source, meddling) => listen(createServer(toNodeListener(appWith(source, meddling))));

/** Without node:http, as Nitro's edge presets run it. */
export const startWeb: Start = (source, meddling) =>
  listen(createAdaptorServer({ fetch: toWebHandler(appWith(source, meddling)) }));
