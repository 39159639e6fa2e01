import 'reflect-metadata';
import { Readable } from 'node:stream';
import { Body, Controller, Get, Module, Post, Redirect, Response, StreamableFile } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { enableCors } from '../../src/adapters/nestjs.js';
import { FOREIGN, type Listening, MEDDLED, meddle, type Start } from './listening.js';

class Routes {
  ok() {
    return 'ok';
  }
  throws() {
    throw new Error('on purpose');
  }
  stream() {
    return new StreamableFile(Readable.from([Buffer.from('one'), Buffer.from('two')]));
  }
  redirect() {}
  foreign(response: { header(name: string, value: string): unknown }) {
    for (const [name, value] of Object.entries(FOREIGN)) response.header(name, value);
    return 'ok';
  }
  upload(body: unknown) {
    return body;
  }
}

class App {}

// Decorators as the functions that they are: what runs the tests does not read NestJS's syntax.
Controller()(Routes);
Module({ controllers: [Routes] })(App);
const { prototype } = Routes;
for (const name of ['ok', 'throws', 'stream', 'redirect', 'foreign'] as const)
  Get(name)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
Post('upload')(prototype, 'upload', Object.getOwnPropertyDescriptor(prototype, 'upload')!);
Redirect('/ok')(prototype, 'redirect', Object.getOwnPropertyDescriptor(prototype, 'redirect')!);
Response({ passthrough: true })(prototype, 'foreign', 0);
Body()(prototype, 'upload', 0);

async function listenOn(app: NestExpressApplication | NestFastifyApplication): Promise<Listening> {
  await app.listen(0, '127.0.0.1');
  return { port: Number(new URL(await app.getUrl()).port), close: () => app.close() };
}

export const startOnExpress: Start = async (source, meddling) => {
  const options = { logger: false, bodyParser: false } as const;
  const app = await NestFactory.create<NestExpressApplication>(App, new ExpressAdapter(), options);
  const meddler = (_request: unknown, response: Parameters<typeof meddle>[0], next: () => void) => {
    meddle(response);
    next();
  };
  if (meddling === 'earlier') app.use(meddler);
  await enableCors(app, source);
  if (meddling === 'later') app.use(meddler);
  app.useBodyParser('json', { limit: 10 });
  return listenOn(app);
};

export const startOnFastify: Start = async (source, meddling) => {
  const adapter = new FastifyAdapter({ bodyLimit: 10 });
  const app = await NestFactory.create<NestFastifyApplication>(App, adapter, { logger: false });
  const meddler = () => {
    const fastify = adapter.getInstance();
    fastify.addHook('onRequest', async (_request, reply) => void reply.headers(MEDDLED));
    fastify.addHook('onSend', async (_request, reply) => void reply.headers(MEDDLED));
  };
  if (meddling === 'earlier') meddler();
  await enableCors(app, source);
  if (meddling === 'later') meddler();
  return listenOn(app);
};
