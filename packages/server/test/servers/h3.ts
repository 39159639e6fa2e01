import { createServer } from 'node:http';
import { bodyLimit, H3, HTTPResponse, redirect } from 'h3';
import { toNodeHandler } from 'h3/node';
import { cors } from '../../src/adapters/h3.js';
import { FOREIGN, listen, MEDDLED, type Start } from './listening.js';

export const start: Start = (source, meddling) => {
  const app = new H3({ silent: true });
  const meddle = () =>
    app.use((event, next) => {
      for (const headers of [event.res.headers, event.res.errHeaders])
        for (const [name, value] of Object.entries(MEDDLED)) headers.set(name, value);
      return next();
    });
  if (meddling === 'earlier') meddle();
  app.register(cors(source));
  if (meddling === 'later') meddle();
  app.get('/ok', () => 'ok');
  app.get('/throws', () => {
    throw new Error('on purpose');
  });
  app.get('/stream', () => new Blob(['one', 'two']).stream());
  app.get('/redirect', () => redirect('/ok'));
  app.get('/foreign', () => new HTTPResponse('ok', { headers: FOREIGN }));
  app.post('/upload', async (event) => (await event.req.text()).length, { middleware: [bodyLimit(10)] });
  return listen(createServer(toNodeHandler(app)));
};
