import { describe, expect, test } from 'vitest';
import { cors as fastifyCors } from '../src/adapters/fastify.js';
import { cors as fetchCors } from '../src/adapters/fetch.js';
import { cors as h3Cors } from '../src/adapters/h3.js';
import { cors as honoCors } from '../src/adapters/hono.js';
import { cors as koaCors } from '../src/adapters/koa.js';
import { cors as lambdaCors } from '../src/adapters/lambda.js';
import { enableCors } from '../src/adapters/nestjs.js';
import { corsRoutes, cors as nextCors } from '../src/adapters/next.js';
import { cors as nodeCors } from '../src/adapters/node.js';
import { createPolicy, type PolicySource } from '../src/index.js';
import { APP } from './policy-requests.js';

const listed = createPolicy({ origins: [APP, 'https://www.example.com'] });

const ADAPTERS: Readonly<Record<string, (source: PolicySource) => unknown>> = {
  node: nodeCors,
  fastify: fastifyCors,
  koa: koaCors,
  hono: honoCors,
  h3: (source) => h3Cors(source)({ fetch: () => new Response() }),
  fetch: (source) => fetchCors(source, () => new Response()),
  next: (source) => nextCors(source, () => new Response()),
  'next routes': (source) => corsRoutes(source, {}),
  lambda: (source) => lambdaCors(source, async () => ({ statusCode: 200 })),
};

describe.each(Object.entries(ADAPTERS))('%s', (_name, adapter) => {
  test.each<[string, unknown, RegExp]>([
    ['a configuration', { origins: ['https://app.example.com'] }, /createPolicy\(\{ origins/],
    ['a promise', Promise.resolve(listed), /promise: await it/],
    ['nothing', undefined, /This is undefined/],
    ['null', null, /This is null/],
    ['true', true, /This is true/],
    ['a text', '*', /This is \*/],
    ['a symbol', Symbol('policy'), /This is Symbol\(policy\)/],
    ['the options of another package', { origin: '*' }, /another object/],
  ])('does not start with %s, and says what to give', (_what, given, sentence) => {
    expect(() => adapter(given as never)).toThrow(TypeError);
    expect(() => adapter(given as never)).toThrow(sentence);
  });
});

test('NestJS does not start either', async () => {
  const app = { getHttpAdapter: () => ({ getType: () => 'express' }), use: () => {} };
  await expect(enableCors(app, undefined as never)).rejects.toThrow(/This is undefined/);
});
