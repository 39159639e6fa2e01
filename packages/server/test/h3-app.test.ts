import { createServer } from 'node:http';
import { H3, toWebHandler } from 'h3';
import { toNodeHandler } from 'h3/node';
import { createApp } from 'h3v1';
import { expect, test } from 'vitest';
import { cors } from '../src/adapters/h3.js';
import { createPolicy } from '../src/index.js';
import { APP } from './policy-requests.js';
import { listen } from './servers/listening.js';
import { send, values } from './wire.js';

const policy = createPolicy({ origins: [APP], credentials: true });
const headers = { origin: APP };
const allowed = (response: Response) => response.headers.get('access-control-allow-credentials');
const withPolicy = (app: H3) => app.register(cors(policy)).get('/ok', () => 'ok');

test.each<[string, (app: H3) => Response | Promise<Response>]>([
  ['fetch', (app) => app.fetch(new Request('http://localhost/ok', { headers }))],
  ['request', (app) => app.request('/ok', { headers })],
  ['toWebHandler', (app) => toWebHandler(app)(new Request('http://localhost/ok', { headers }))],
  ['mounted by its fetch', (app) => new H3().mount('/api', app.fetch).request('/api/ok', { headers })],
  ['given as a plugin', () => new H3({ plugins: [cors(policy)] }).request('/missing', { headers })],
])('the policy wraps the app: %s', async (_what, send) => {
  expect(allowed(await send(withPolicy(new H3())))).toBe('true');
});

test('a policy that is registered on an app that is served already', async () => {
  const app = new H3().get('/ok', () => 'ok');
  const server = await listen(createServer(toNodeHandler(app)));
  expect(values(await send(server.port, { headers }), 'access-control-allow-credentials')).toEqual([]);
  app.register(cors(policy));
  expect(values(await send(server.port, { headers }), 'access-control-allow-credentials')).toEqual(['true']);
  await server.close();
});

test('mounting an app would lose its policy, and is refused at once', () => {
  const app = withPolicy(new H3());
  expect(() => new H3().mount('/api', app)).toThrow('Mount its fetch');
  expect(() => new H3().use('/api', app)).toThrow('Mount its fetch');
});

test('an app of h3 1 is refused at once', () => {
  expect(() => cors(policy)(createApp() as never)).toThrow('@corsmith/server/h3-v1');
});
