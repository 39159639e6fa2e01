import { Readable } from 'node:stream';
import fastify from 'fastify';
import { cors } from '../../src/adapters/fastify.js';
import { FOREIGN, MEDDLED, type Start } from './listening.js';

export const start: Start = async (source, meddling) => {
  const app = fastify({ bodyLimit: 10 });
  const meddle = () => {
    app.addHook('onRequest', async (_request, reply) => void reply.headers(MEDDLED));
    app.addHook('onSend', async (_request, reply) => void reply.headers(MEDDLED));
  };
  if (meddling === 'earlier') meddle();
  await app.register(cors(source));
  if (meddling === 'later') meddle();
  app.get('/ok', async () => 'ok');
  app.get('/throws', async () => {
    throw new Error('on purpose');
  });
  app.get('/stream', (_request, reply) => reply.send(Readable.from(['one', 'two'])));
  app.get('/redirect', (_request, reply) => reply.redirect('/ok'));
  app.get('/foreign', (_request, reply) => reply.headers(FOREIGN).send('ok'));
  app.post('/upload', async () => 'ok');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: Number(new URL(url).port), close: () => app.close() };
};
