import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { runCheck } from './check-route.js';
import { runContract } from './contract-route.js';
import { refusalOf } from './guard.js';
import type { PageFile } from './page-files.js';
import { watchRoutes } from './watch-route.js';
import type { Watching } from './watching.js';

/** In bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Repeats the page's Content-Security-Policy as a header, which the page can't weaken. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The page and its API. Every request passes the guard first. */
export function createApp(files: ReadonlyMap<string, PageFile>, token: string, watching: Watching): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const refusal = refusalOf({ path: c.req.path, header: (name) => c.req.header(name) }, token);
    if (refusal !== undefined) c.res = c.json({ error: refusal }, 403);
    else await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  const limit = bodyLimit({
    maxSize: BODY_LIMIT,
    onError: (c) => c.json({ error: 'The request body is larger than 1 MB.' }, 413),
  });
  app.post('/api/check', limit, runCheck);
  app.post('/api/contract', limit, runContract);
  const { start, stop, follow } = watchRoutes(watching);
  app.post('/api/watch', follow);
  app.post('/api/watch/start', limit, start);
  app.post('/api/watch/stop', stop);
  app.get('*', (c) => {
    const file = files.get(c.req.path);
    return file ? c.body(file.content, 200, { 'content-type': file.type }) : c.json({ error: 'File not found.' }, 404);
  });
  app.notFound((c) => c.json({ error: 'Not found.' }, 404));
  return app;
}
