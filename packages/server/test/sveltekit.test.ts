import { afterEach, describe, expect, test, vi } from 'vitest';
import { cors } from '../src/adapters/sveltekit.js';
import { createPolicy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';

const handle = cors(createPolicy({ origins: [APP, 'https://www.example.com'], methods: ['PUT'], credentials: true }));
const event = (headers: Record<string, string>, method = 'GET') => ({
  request: new Request('https://api.example.com/items', { method, headers }),
  locals: { person: 'p' },
});
const allowed = (response: Response) => response.headers.get('access-control-allow-origin');

afterEach(() => void vi.restoreAllMocks());

test.each([
  [APP, APP],
  [STRANGER, null],
])('%s gets %s, and the route its own event', async (origin, expected) => {
  const given = event({ origin });
  const resolve = vi.fn(() => new Response('not found', { status: 404, headers: { vary: 'Accept' } }));
  const response = await handle({ event: given, resolve });
  expect([response.status, allowed(response), response.headers.get('vary')]).toEqual([404, expected, 'Accept, Origin']);
  expect(resolve).toHaveBeenCalledExactlyOnceWith(given);
});

test('a preflight ends in the hook', async () => {
  const resolve = vi.fn();
  const response = await handle({
    event: event({ origin: APP, 'access-control-request-method': 'PUT' }, 'OPTIONS'),
    resolve,
  });
  expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([204, 'PUT']);
  expect(resolve).not.toHaveBeenCalled();
});

describe('what a later hook throws carries the headers', () => {
  test.each<[string, unknown, number, string | null, string]>([
    ['redirect()', { status: 303, location: '/login' }, 303, '/login', ''],
    ['error()', { status: 403, body: { message: 'no' } }, 403, null, '{"message":"no"}'],
    ['an error', new Error('on purpose'), 500, null, 'Internal Server Error'],
    ['nothing', undefined, 500, null, 'Internal Server Error'],
    ['a number that is no status', { status: 7 }, 500, null, 'Internal Server Error'],
  ])('%s', async (_what, thrown, status, location, body) => {
    vi.spyOn(console, 'error').mockReturnValue();
    const response = await handle({ event: event({ origin: APP }), resolve: () => Promise.reject(thrown) });
    expect([response.status, allowed(response), response.headers.get('location')]).toEqual([status, APP, location]);
    expect(await response.text()).toBe(body);
  });
});
