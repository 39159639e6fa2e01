import 'reflect-metadata';
import { Readable } from 'node:stream';
import { Body, Controller, Get, Module, Post, Response, StreamableFile } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { enableCors } from '../../src/adapters/nestjs.js';
import { FOREIGN, type Listening, type Start } from './listening.js';

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
for (const name of ['ok', 'throws', 'stream', 'foreign'] as const)
  Get(name)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
Post('upload')(prototype, 'upload', Object.getOwnPropertyDescriptor(prototype, 'upload')!);
Response({ passthrough: true })(prototype, 'foreign', 0);
Body()(prototype, 'upload', 0);

async function listenOn(app: NestExpressApplication | NestFastifyApplication): Promise<Listening> {
  await app.listen(0, '127.0.0.1');
  return { port: Number(new URL(await app.getUrl()).port), close: () => app.close() };
}

export const startOnExpress: Start = async (source) => {
  const options = { logger: false, bodyParser: false } as const;
  const app = await NestFactory.create<NestExpressApplication>(App, new ExpressAdapter(), options);
  await enableCors(app, source);
  app.useBodyParser('json', { limit: 10 });
  return listenOn(app);
};

export const startOnFastify: Start = async (source) => {
  const adapter = new FastifyAdapter({ bodyLimit: 10 });
  const app = await NestFactory.create<NestFastifyApplication>(App, adapter, { logger: false });
  await enableCors(app, source);
  return listenOn(app);
};
