import { afterEach, describe, expect, test, vi } from 'vitest';
import { cors, corsRoutes } from '../src/adapters/next.js';
import { createPolicy } from '../src/index.js';
import { APP } from './policy-requests.js';

const policy = createPolicy({ origins: [APP, 'https://www.example.com'], methods: ['PUT'] });
const requestOf = (method: string, headers?: Record<string, string>) =>
  new Request('https://api.example.com/items', { method, headers: { origin: APP, ...headers } });

afterEach(() => void vi.restoreAllMocks());

describe('route handlers', () => {
  const { GET, PUT, OPTIONS } = corsRoutes(policy, {
    GET: async (_request: Request, context: { readonly params: Promise<{ id: string }> }) =>
      Response.json(await context.params),
    PUT: () => {
      throw new Error('on purpose');
    },
  });

  test('carry the headers and keep their parameters', async () => {
    const response = await GET(requestOf('GET'), { params: Promise.resolve({ id: '7' }) });
    expect(await response.json()).toEqual({ id: '7' });
    expect(response.headers.get('access-control-allow-origin')).toBe(APP);
  });

  test('carry them on a thrown error too', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const response = await PUT(requestOf('PUT'));
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([500, APP]);
  });

  test('respond to a preflight, and to any other OPTIONS with what they allow', async () => {
    const preflight = await OPTIONS(requestOf('OPTIONS', { 'access-control-request-method': 'PUT' }));
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'PUT']);
    expect((await OPTIONS(requestOf('OPTIONS'))).headers.get('allow')).toBe('OPTIONS, GET, PUT');
  });
});

/** As Next 16 throws them. */
const thrown = (digest: string) => Object.assign(new Error(digest), { digest });

test.each([
  ['NEXT_REDIRECT;replace;/login;307;', 307, '/login'],
  ['NEXT_REDIRECT;push;https://example.com/a;b=1;308;', 308, 'https://example.com/a;b=1'],
  ['NEXT_HTTP_ERROR_FALLBACK;404', 404, null],
])('%s becomes a response with the headers', async (digest, status, location) => {
  const response = await cors(policy, () => Promise.reject(thrown(digest)))(requestOf('GET'));
  expect([response.status, response.headers.get('location')]).toEqual([status, location]);
  expect(response.headers.get('access-control-allow-origin')).toBe(APP);
});

test("Next's other signals pass", async () => {
  const error = thrown('DYNAMIC_SERVER_USAGE');
  await expect(cors(policy, () => Promise.reject(error))(requestOf('GET'))).rejects.toBe(error);
});
