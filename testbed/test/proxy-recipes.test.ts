import http from 'node:http';
import {
  get,
  getLines,
  type HeaderList,
  type PageRequest,
  type Send,
  simulate,
  type WireRequest,
  type WireResponse,
} from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, responsesOf } from '@corsmith/server';
import { render } from '@corsmith/stacks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needs } from '../src/needs.js';
import { compose } from '../src/stacks/compose.js';
import { modules } from '../src/stacks/modules.js';
import type { StackModule } from '../src/stacks/stack-module.js';

/** Characters that a name may have and that mean something in one configuration language or another. */
const token = fc
  .string({ unit: fc.constantFrom(..."ab1-_.!#$%&'*+^`|~"), minLength: 1, maxLength: 12 })
  .map((text) => `X-${text}`);

const ORIGINS = [
  'https://app.example.com',
  'https://app.example.com:8443',
  'http://localhost:3000',
  'http://[::1]:5173',
  'capacitor://localhost',
  `https://${'long-'.repeat(11)}label.${'and-'.repeat(10)}longer.example.com`,
  'https://*.example.org',
  'http://localhost:*',
  'https://*.tenants.example.net:*',
];

const PAGES = [
  ...ORIGINS.filter((origin) => !origin.includes('*')),
  'https://a.b.example.org',
  'https://example.org',
  'https://evilexample.org',
  'https://app.example.com.evil.example',
  'https://appxexample.com',
  'http://app.example.com',
  'http://localhost',
  'https://x.tenants.example.net:444',
  'https://stranger.example',
  'null',
];

const policies: fc.Arbitrary<PolicyConfig> = fc
  .record({
    origins: fc.oneof(
      { weight: 5, arbitrary: fc.subarray(ORIGINS, { minLength: 1 }) },
      { weight: 1, arbitrary: fc.constant('*' as const) },
    ),
    credentials: fc.boolean(),
    methods: fc.uniqueArray(fc.oneof(fc.constantFrom('PUT', 'DELETE', 'PATCH'), token), { maxLength: 3 }),
    requestHeaders: fc.oneof(
      { weight: 4, arbitrary: fc.uniqueArray(fc.oneof(fc.constantFrom('Content-Type', 'Authorization'), token)) },
      { weight: 1, arbitrary: fc.constant('*' as const) },
    ),
    responseHeaders: fc.uniqueArray(token, { maxLength: 3 }),
    maxAge: fc.option(fc.integer({ min: 0, max: 86_400 }), { nil: undefined }),
  })
  .map(({ origins, credentials, maxAge, ...rest }) => ({
    ...rest,
    ...(maxAge !== undefined && { maxAge }),
    ...(origins === '*' ? { origins } : { origins, credentials }),
    dangerouslyAllowInsecureOrigins: true,
    dangerouslyAllowPublicSuffixes: true,
  }));

/** Requests of pages; the policy allows some of them. */
const requestsUnder = ({ requestHeaders = [] }: PolicyConfig, url: string): PageRequest[] => {
  const own = requestHeaders === '*' ? ['X-Whatever'] : requestHeaders;
  return PAGES.flatMap((origin) => [
    { origin, url: `${url}/users` },
    { origin, url: `${url}/users`, credentials: 'include' as const },
    { origin, url: `${url}/missing`, method: 'PUT' },
    { origin, url: `${url}/private/users`, headers: own.map((name) => [name, '1'] as const) },
    { origin, url: `${url}/users`, headers: [['X-Never-Named', '1'] as const], method: 'DELETE' },
  ]);
};

describe.each(modules.filter(({ role }) => role === 'proxy'))('the recipe of $id', (module) => {
  const there = needs(...module.needs);

  test.runIf(there)('makes the real server allow what the policy allows, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(policies, async (config) => {
        const policy = createPolicy(config);
        await serving(module, config, async (url) => {
          for (const request of requestsUnder(config, url)) {
            const real = await simulate(request, send);
            const meant = await simulate(request, responsesOf(policy));
            expect({ request, blockedAt: real.block?.stage }).toEqual({ request, blockedAt: meant.block?.stage });
          }
        });
      }),
      { numRuns: 3 },
    );
  });

  test.runIf(there)('every stack sends the same headers, also with its own errors', async () => {
    const config: PolicyConfig = {
      origins: ['https://app.example.com', 'https://*.example.org'],
      credentials: true,
      methods: ['PUT'],
      requestHeaders: ['Content-Type', "X-It's$1%d"],
      responseHeaders: ["X-'$a"],
      maxAge: 600,
    };
    await serving(module, config, async (url) => {
      const request = (method: string, path: string, origin: string | undefined, more: HeaderList = []) =>
        send({
          kind: 'actual',
          url: url + path,
          method,
          headers: [...(origin === undefined ? [] : [['Origin', origin] as const]), ...more],
          credentials: false,
        });
      const preflight: HeaderList = [['Access-Control-Request-Method', 'PUT']];
      const allowed = {
        'access-control-allow-origin': ['https://app.example.com'],
        'access-control-allow-credentials': ['true'],
      };
      for (const path of ['/users', '/private/users', '/missing', '/error', '/moved', '/down']) {
        const response = await request('GET', path, 'https://app.example.com');
        expect(corsOf(response), path).toEqual({ ...allowed, 'access-control-expose-headers': ["X-'$a"] });
        for (const origin of ['https://stranger.example', 'null', undefined]) {
          const other = await request('GET', path, origin);
          expect(corsOf(other), path).toEqual({});
          expect(get(other.headers, 'vary'), path).toMatch(/\borigin\b/i);
        }
        const preflighted = await request('OPTIONS', path, 'https://app.example.com', preflight);
        expect(preflighted.status).toBe(204);
        expect(corsOf(preflighted), path).toEqual({
          ...allowed,
          'access-control-allow-methods': ['GET, HEAD, POST, PUT'],
          'access-control-allow-headers': ["Content-Type, X-It's$1%d"],
          'access-control-max-age': ['600'],
        });
        const denied = await request('OPTIONS', path, 'https://stranger.example', preflight);
        expect(denied.status).toBe(204);
        expect(corsOf(denied)).toEqual({});
      }
      expect((await request('GET', '/down', undefined)).status).toBeGreaterThanOrEqual(502);
      expect((await request('OPTIONS', '/users', 'https://app.example.com')).status).toBe(405);
    });
  });
});

/** Runs the proxy with the recipe, before an app that sets CORS wrongly itself. */
async function serving(module: StackModule, config: PolicyConfig, use: (url: string) => Promise<void>): Promise<void> {
  const wrong = [
    "response.append('Access-Control-Allow-Origin', '*');",
    "response.append('Access-Control-Expose-Headers', 'X-Of-The-App');",
  ].join('\n');
  const { folder, remove } = compose(module, [
    ...render(config, module.id).files,
    { path: 'app/app.js', where: 'in the handler of /users', code: wrong },
  ]);
  try {
    const running = await module.start(folder);
    await use(running.url).finally(running.stop);
  } finally {
    remove();
  }
}

/** The CORS lines of a response, each name with all its values. */
function corsOf({ headers }: WireResponse): Record<string, readonly string[]> {
  const names = new Set(
    headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('access-control-')),
  );
  return Object.fromEntries([...names].map((name) => [name, getLines(headers, name)]));
}

const agent = new http.Agent({ keepAlive: true });

const send: Send = ({ url, method, headers }: WireRequest) =>
  new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { method, headers: ['Host', new URL(url).host, ...headers.flat()], agent },
      (response) => {
        const { rawHeaders, statusCode = 0 } = response;
        const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1]!] as const] : []));
        response.resume().on('end', () => resolve({ status: statusCode, headers: lines }));
      },
    );
    request.on('error', reject).end();
  });
