import { get, type PageRequest, type WireRequest } from '@corsmith/protocol';
import fc from 'fast-check';
import type { PolicyConfig } from '../src/index.js';

const ORIGINS = [
  'https://app.example.com',
  'https://*.example.com',
  'https://b.example',
  'https://*.b.example:*',
  'https://c.example:8443',
  'http://localhost:3000',
  'http://localhost:*',
  'http://[::1]:*',
  'capacitor://localhost',
];

/** Origins of pages that some policy allows, and near misses. */
export const PAGES = [
  'https://app.example.com',
  'https://x.app.example.com',
  'https://example.com',
  'https://app.example.com:8443',
  'http://app.example.com',
  'https://appxexample.com',
  'https://app.example.com.evil.example',
  'https://evil-example.com',
  'https://b.example',
  'https://x.b.example:8443',
  'https://x.b.example',
  'https://c.example:8443',
  'https://c.example',
  'http://localhost:3000',
  'http://localhost',
  'http://localhost.evil.example:3000',
  'http://[::1]:5173',
  'capacitor://localhost',
  'null',
];

/** Any policy over these origins. */
export const policyOver = (origins: readonly string[]): fc.Arbitrary<PolicyConfig> => {
  const listed = fc.subarray([...origins], { minLength: 1 });
  return fc
    .record({
      origins: fc.oneof(
        { weight: 1, arbitrary: fc.constant('*' as const) },
        { weight: 6, arbitrary: listed },
        { weight: 1, arbitrary: listed.map((list) => (origin: string) => list.includes(origin)) },
        { weight: 1, arbitrary: listed.map((list) => async (origin: string) => list.includes(origin)) },
      ),
      credentials: fc.boolean(),
      methods: fc.subarray(['PUT', 'DELETE', 'PATCH', 'REPORT', 'GET']),
      requestHeaders: fc.oneof(
        fc.constant('*' as const),
        fc.subarray(['Content-Type', 'x-api-key', 'Authorization', 'Accept', 'Range', 'DPR']),
      ),
      responseHeaders: fc.subarray(['ETag', 'X-Total']),
      maxAge: fc.constantFrom(0, 5, 600, 86_400),
      debug: fc.boolean(),
    })
    .map((config) => (config.origins === '*' ? { ...config, credentials: false } : config) as PolicyConfig);
};

/** Any policy over a world small enough that requests meet it. */
export const policyConfig = policyOver(ORIGINS);

const LINES = [
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain'],
  ['X-Api-Key', 'k'],
  ['Authorization', 'Bearer t'],
  ['Accept', 'text/html'],
  ['Accept', 'x'.repeat(129)],
  ['Range', 'bytes=0-9'],
  ['Range', 'bytes=-9'],
  ['X-Other', '1'],
  ['DPR', '2'],
] as const;

/** Any request of a page for a resource of another origin. */
export const pageRequest: fc.Arbitrary<PageRequest> = fc.record({
  origin: fc.constantFrom(...PAGES),
  url: fc.constantFrom('https://api.test/items', 'https://api.test/items?page=2'),
  method: fc.constantFrom(
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'put',
    'PATCH',
    'patch',
    'DELETE',
    'REPORT',
    'report',
    'OPTIONS',
  ),
  headers: fc.subarray([...LINES], { maxLength: 2 }),
  credentials: fc.constantFrom('omit', 'same-origin', 'include'),
  initiator: fc.constantFrom('fetch', 'xhr'),
  uploadListener: fc.boolean(),
});

/**
 * The policy in plain words: which origins may send what. Says no more than the documentation does, and shares nothing with the
 * code that it checks. The request shows what the engine wants permission for.
 */
export async function permits(config: PolicyConfig, page: PageRequest, wire: WireRequest): Promise<boolean> {
  const { origins, credentials = false, methods = [], requestHeaders = [] } = config;
  if (!(await permitsOrigin(origins, page.origin))) return false;
  if (page.credentials === 'include' && !credentials) return false;
  if (wire.kind === 'actual') return true;
  const method = get(wire.headers, 'access-control-request-method') ?? '';
  if (!['GET', 'HEAD', 'POST', ...methods].includes(method)) return false;
  const names = (get(wire.headers, 'access-control-request-headers') ?? '').split(',').filter(Boolean);
  return (
    requestHeaders === '*' || names.every((name) => requestHeaders.some((allowed) => allowed.toLowerCase() === name))
  );
}

async function permitsOrigin(origins: PolicyConfig['origins'], origin: string): Promise<boolean> {
  if (origins === '*') return true;
  if (origin === 'null') return false;
  if (typeof origins === 'function') return origins(origin);
  return origins.some((pattern) => {
    const literal = pattern.replace(/[.[\]?+^$()|{}\\]/g, '\\$&');
    return new RegExp(`^${literal.replace('*\\.', '([a-z0-9-]+\\.)+').replace(/:\*$/, '(:\\d+)?')}$`).test(origin);
  });
}
