import { Readable } from 'node:stream';
import fastify from 'fastify';
import { cors } from '../../src/adapters/fastify.js';
import { FOREIGN, type Start } from './listening.js';

export const start: Start = async (source) => {
  const app = fastify({ bodyLimit: 10 });
  await app.register(cors(source));
  app.get('/ok', async () => 'ok');
  app.get('/throws', async () => {
    throw new Error('on purpose');
  });
  app.get('/stream', (_request, reply) => reply.send(Readable.from(['one', 'two'])));
  app.get('/foreign', (_request, reply) => reply.headers(FOREIGN).send('ok'));
  app.post('/upload', async () => 'ok');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: Number(new URL(url).port), close: () => app.close() };
};
