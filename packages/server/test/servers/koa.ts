import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import Koa from 'koa';
import { cors } from '../../src/adapters/koa.js';
import { FOREIGN, listen, MEDDLED, type Start } from './listening.js';

export const start: Start = (source, meddling) => {
  const app = new Koa();
  app.silent = true;
  const meddler: Koa.Middleware = async (context, next) => {
    context.set(MEDDLED);
    await next();
    context.set(MEDDLED);
  };
  if (meddling === 'earlier') app.use(meddler);
  app.use(cors(source));
  if (meddling === 'later') app.use(meddler);
  app.use((context) => {
    if (context.path === '/ok') context.body = 'ok';
    else if (context.path === '/throws') throw new Error('on purpose');
    else if (context.path === '/stream') context.body = Readable.from(['one', 'two']);
    else if (context.path === '/redirect') context.redirect('/ok');
    else if (context.path === '/foreign') {
      context.set(FOREIGN);
      context.body = 'ok';
    } else if (context.path === '/upload') context.throw(413);
  });
  return listen(createServer(app.callback()));
};
