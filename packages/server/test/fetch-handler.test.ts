import { Hono } from 'hono';
import { afterEach, expect, test, vi } from 'vitest';
import { cors } from '../src/adapters/fetch.js';
import { cors as honoCors } from '../src/adapters/hono.js';
import { createPolicy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';

const policy = createPolicy({ origins: [APP, 'https://www.example.com'] });
const request = (init?: RequestInit) =>
  new Request('https://api.example.com/', { ...init, headers: { origin: APP, ...init?.headers } });

afterEach(() => void vi.restoreAllMocks());

test('a response whose headers are immutable is copied', async () => {
  const fixed = () => Response.redirect('https://api.example.com/next', 307);
  expect(() => fixed().headers.set('x', 'y')).toThrow();
  const response = await cors(policy, fixed)(request());
  expect([response.status, response.headers.get('location')]).toEqual([307, 'https://api.example.com/next']);
  expect(response.headers.get('access-control-allow-origin')).toBe(APP);

  const app = new Hono().use(honoCors(policy)).get('/', fixed);
  const routed = await app.request(request());
  expect([routed.status, routed.headers.get('access-control-allow-origin')]).toEqual([307, APP]);
});

test('a stream is passed on as it comes', async () => {
  let pulled = 0;
  const body = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new TextEncoder().encode('x'));
      if (pulled === 3) controller.close();
    },
  });
  const response = await cors(policy, () => new Response(body))(request());
  expect(pulled).toBeLessThan(3);
  expect(await response.text()).toBe('xxx');
});

test('an error without onError is logged and becomes a 500', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const error = new Error('on purpose');
  const response = await cors(policy, () => Promise.reject(error))(request());
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([500, APP]);
  expect(log).toHaveBeenCalledWith(error);
});

test('the runtime gives the handler what it always gives', async () => {
  const handler = cors(policy, (_request: Request, env: { readonly name: string }, days: number) =>
    Response.json([env.name, days]),
  );
  expect(await (await handler(request(), { name: 'worker' }, 3)).json()).toEqual(['worker', 3]);
});

test('where two policies meet a request, the outer one decides for preflight and request alike', async () => {
  const open = createPolicy({ origins: '*', methods: ['PUT'] });
  const handler = cors(
    open,
    cors(policy, () => new Response('ok')),
  );
  const requested = { origin: STRANGER, 'access-control-request-method': 'PUT' };
  const preflight = await handler(request({ method: 'OPTIONS', headers: requested }));
  const actual = await handler(request({ method: 'PUT', headers: { origin: STRANGER } }));
  for (const response of [preflight, actual]) expect(response.headers.get('access-control-allow-origin')).toBe('*');
});
