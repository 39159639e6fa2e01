import { createServer } from 'node:http';
import { bodyLimit, H3, HTTPResponse } from 'h3';
import { toNodeHandler } from 'h3/node';
import { cors } from '../../src/adapters/h3.js';
import { FOREIGN, listen, type Start } from './listening.js';

export const start: Start = (source) => {
  const app = new H3({ silent: true });
  app.register(cors(source));
  app.get('/ok', () => 'ok');
  app.get('/throws', () => {
    throw new Error('on purpose');
  });
  app.get('/stream', () => new Blob(['one', 'two']).stream());
  app.get('/foreign', () => new HTTPResponse('ok', { headers: FOREIGN }));
  app.post('/upload', async (event) => (await event.req.text()).length, { middleware: [bodyLimit(10)] });
  return listen(createServer(toNodeHandler(app)));
};
