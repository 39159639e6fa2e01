import { createAdaptorServer } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { stream } from 'hono/streaming';
import { cors } from '../../src/adapters/hono.js';
import { FOREIGN, listen, MEDDLED, type Start } from './listening.js';

export const start: Start = (source, meddling) => {
  const app = new Hono();
  const meddler: MiddlewareHandler = async (context, next) => {
    for (const [name, value] of Object.entries(MEDDLED)) context.res.headers.set(name, value);
    await next();
    for (const [name, value] of Object.entries(MEDDLED)) context.header(name, value);
  };
  if (meddling === 'earlier') app.use(meddler);
  app.use(cors(source));
  if (meddling === 'later') app.use(meddler);
  app.onError((error, context) => (error instanceof HTTPException ? error.getResponse() : context.text('broken', 500)));
  app.get('/ok', (context) => context.text('ok'));
  app.get('/throws', () => {
    throw new Error('on purpose');
  });
  app.get('/stream', (context) =>
    stream(context, async (body) => {
      await body.write('one');
      await body.write('two');
    }),
  );
  app.get('/redirect', (context) => context.redirect('/ok'));
  app.get('/foreign', (context) => context.text('ok', 200, FOREIGN));
  app.post('/upload', bodyLimit({ maxSize: 10 }), (context) => context.text('ok'));
  return listen(createAdaptorServer({ fetch: app.fetch }));
};
