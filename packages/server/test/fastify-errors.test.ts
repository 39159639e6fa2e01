import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { frameworkErrors } from '../src/adapters/fastify.js';
import { createPolicy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { send, values } from './wire.js';

const origins = [APP, 'https://www.example.com'];

describe.each([
  ['a list', createPolicy({ origins })],
  ['a function that takes its time', createPolicy({ origins: async (origin) => origins.includes(origin) })],
])('%s', (_what, policy) => {
  test.each([
    ['a malformed URL', '/%world', 400],
    ['a parameter that is too long', `/items/${'a'.repeat(101)}`, 414],
  ])('Fastify’s own response to %s carries the headers', async (_why, path, status) => {
    const app = fastify({ frameworkErrors: frameworkErrors(policy) });
    app.get('/items/:id', async () => 'ok');
    const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
    try {
      for (const [origin, expected] of [
        [APP, [APP]],
        [STRANGER, []],
      ] as const) {
        const wire = await send(port, { path, headers: { origin } });
        expect([wire.status, values(wire, 'access-control-allow-origin')]).toEqual([status, expected]);
      }
    } finally {
      await app.close();
    }
  });
});
