import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cors } from '../src/adapters/fastify.js';
import { createPolicy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { send, values, varies } from './wire.js';

const open = createPolicy({ origins: '*', methods: ['DELETE'] });
const listed = createPolicy({ origins: [APP, 'https://www.example.com'], methods: ['DELETE'] });

const app = fastify();
const routes: unknown[] = [];
let port = 0;

beforeAll(async () => {
  app.addHook('onRoute', ({ method, url }) => void routes.push(`${method} ${url}`));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send('the 404 of the app'));
  for (const [prefix, policy] of [
    ['/public', open],
    ['/private', listed],
    ['/api/:version', listed],
    ['/t/:tenant/x', listed],
  ] as const)
    await app.register(
      async (scope) => {
        await scope.register(cors(policy));
        scope.delete('/items', async () => 'ok');
        scope.options('/own', async () => 'own');
      },
      { prefix },
    );
  // Takes every method up that nothing else in the scope does, as a proxy does.
  await app.register(
    async (scope) => {
      await scope.register(cors(listed));
      scope.all('/*', async ({ method }) => `upstream ${method}`);
      scope.all('/', async ({ method }) => `upstream ${method}`);
    },
    { prefix: '/proxied' },
  );
  app.delete('/public-admin/users', async () => 'ok');
  app.all('/publicity', async () => 'ok');
  app.get('/*', async () => 'the single page');
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => app.close());

const preflight = (path: string, origin = APP) =>
  send(port, { path, method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'DELETE' } });
const remove = (path: string, origin = APP) => send(port, { path, method: 'DELETE', headers: { origin } });

test.each([
  '/public/items',
  '/private/items',
  '/api/v1/items',
  '/api/v1/own',
  '/t/7/x/items',
  '/proxied/a/b',
  '/proxied/',
])('%s: the policy of the scope decides for the preflight', async (path) => {
  const wire = await preflight(`${path}?page=2`);
  const policy = path.startsWith('/public') ? open : listed;
  expect([wire.status, values(wire, 'access-control-allow-methods')]).toEqual([204, ['DELETE']]);
  expect(values(wire, 'access-control-allow-origin')).toEqual([policy.staticOrigin ?? APP]);
  const denied = await preflight(path, STRANGER);
  expect(values(denied, 'access-control-allow-origin')).toEqual(policy === open ? ['*'] : []);
});

test.each(['/public/items', '/private/items', '/api/v1/items', '/t/7/x/items', '/proxied/a/b'])(
  '%s: and for the request',
  async (path) => {
    const wire = await remove(path);
    expect(wire.status).toBe(200);
    expect(values(wire, 'access-control-allow-origin')).toEqual([path.startsWith('/public') ? '*' : APP]);
  },
);

test.each(['/public/missing', '/public', '/private/missing', '/api/v1/missing', '/t/7/x/missing'])(
  '%s: and for a 404, which the app itself makes',
  async (path) => {
    const wire = await remove(path);
    expect([wire.status, wire.body]).toEqual([404, 'the 404 of the app']);
    expect(values(wire, 'access-control-allow-origin')).toEqual([path.startsWith('/public') ? '*' : APP]);
    if (!path.startsWith('/public')) expect(varies(wire)).toContain('origin');
  },
);

test.each(['/publicity', '/public-admin/users', '/public-admin/missing', '/t/7/y', '/api', '/elsewhere'])(
  '%s: a neighbour of a prefix has nothing of its policy',
  async (path) => {
    for (const wire of [await preflight(path), await remove(path)])
      expect(wire.lines.filter(([name]) => name.startsWith('access-control-'))).toEqual([]);
  },
);

test('an OPTIONS that is not a preflight goes on to where it went without the policy', async () => {
  const options = (path: string) => send(port, { path, method: 'OPTIONS', headers: { origin: APP } });
  expect((await options('/private/own')).body).toBe('own');
  expect((await options('/proxied/a')).body).toBe('upstream OPTIONS');
  expect((await options('/private/missing')).body).toBe('the 404 of the app');
});

test('the policy adds no routes, which documentation would list', () => {
  expect(
    routes.filter((route) => /OPTIONS/.test(String(route)) && !/own|proxied|publicity/.test(String(route))),
  ).toEqual([]);
});

test('a not-found handler of the scope itself still counts', async () => {
  const own = fastify();
  await own.register(
    async (scope) => {
      await scope.register(cors(listed));
      scope.setNotFoundHandler((_request, reply) => reply.code(404).send('of the scope'));
    },
    { prefix: '/api' },
  );
  const response = await own.inject({ url: '/api/missing', headers: { origin: APP } });
  expect([response.body, response.headers['access-control-allow-origin']]).toEqual(['of the scope', APP]);
  await own.close();
});
