import { afterEach, describe, expect, test } from 'vitest';
import { readContract, verify } from '../src/index.js';
import { broken, closeServers, listen } from './policed-servers.js';

afterEach(closeServers);

/** What a server does at one path. A header that is undefined is absent. */
interface Served {
  readonly allows: (origin: string) => boolean;
  readonly credentials?: boolean;
  readonly methods?: string;
  readonly headers?: string;
  readonly exposed?: string;
  readonly maxAge?: number;
  readonly vary?: string | undefined;
}

/** A contract of a team, what its server does, and each way in which a server can be stricter or looser than the contract. */
interface Team {
  readonly contract: (api: string) => object;
  readonly server: Readonly<Record<string, Served>>;
  readonly strict: Readonly<Record<string, Readonly<Record<string, Partial<Served>>>>>;
  readonly permissive: Readonly<Record<string, Readonly<Record<string, Partial<Served>>>>>;
}

const oneOf =
  (...origins: readonly string[]) =>
  (origin: string) =>
    origins.includes(origin);
const anyone = () => true;

const SHOP = ['https://shell.shop.example', 'https://cart.shop.example'];
const isShop = (origin: string) => /^https:\/\/([a-z0-9-]+\.)+shop\.example$/.test(origin);

const TEAMS: Readonly<Record<string, Team>> = {
  'micro frontends on subdomains, with a CSRF header': {
    contract: (api) => ({
      policy: {
        origins: ['https://*.shop.example'],
        credentials: true,
        methods: ['PUT', 'DELETE'],
        requestHeaders: ['Content-Type', 'X-CSRF-Token'],
        responseHeaders: ['X-Request-Id'],
        maxAge: 600,
      },
      denied: { headers: ['X-Debug'], methods: ['PATCH'], origins: ['null', 'https://shop.example.attacker.example'] },
      endpoints: [
        {
          url: `${api}/cart`,
          methods: ['GET', 'PUT', 'DELETE'],
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': 't' },
          exposes: ['X-Request-Id'],
          vary: ['Origin'],
        },
      ],
    }),
    server: {
      '/cart': {
        allows: isShop,
        credentials: true,
        methods: 'PUT, DELETE',
        headers: 'content-type, x-csrf-token',
        exposed: 'X-Request-Id',
        maxAge: 600,
        vary: 'Origin',
      },
    },
    strict: {
      'two hosts listed': { '/cart': { allows: oneOf(...SHOP) } },
      'one level of subdomains': { '/cart': { allows: (one) => /^https:\/\/[a-z0-9-]+\.shop\.example$/.test(one) } },
      'no credentials': { '/cart': { credentials: false } },
      'no DELETE': { '/cart': { methods: 'PUT' } },
      'no CSRF header': { '/cart': { headers: 'content-type' } },
      'not exposed': { '/cart': { exposed: '' } },
    },
    permissive: {
      'ends with the domain': { '/cart': { allows: (one) => one.includes('shop.example') } },
      'null too': { '/cart': { allows: (one) => isShop(one) || one === 'null' } },
      'every method': { '/cart': { methods: 'PUT, DELETE, PATCH' } },
      'a debug header': { '/cart': { headers: 'content-type, x-csrf-token, x-debug' } },
      'cached for a day': { '/cart': { maxAge: 86_400 } },
      'no Vary': { '/cart': { vary: undefined } },
    },
  },
  'partners, each with an endpoint': {
    contract: (api) => ({
      policy: { origins: ['https://a.example', 'https://b.example'] },
      endpoints: [
        { url: `${api}/both` },
        { url: `${api}/a`, policy: { origins: ['https://a.example'] } },
        { url: `${api}/b`, policy: { origins: ['https://b.example'], credentials: true } },
      ],
    }),
    server: {
      '/both': { allows: oneOf('https://a.example', 'https://b.example'), vary: 'Origin' },
      '/a': { allows: oneOf('https://a.example'), vary: 'Origin' },
      '/b': { allows: oneOf('https://b.example'), credentials: true, vary: 'Origin' },
    },
    strict: {
      'b is missing': { '/both': { allows: oneOf('https://a.example') } },
      'a is missing at its own': { '/a': { allows: () => false } },
      'no credentials for b': { '/b': { credentials: false } },
    },
    permissive: {
      'b at the endpoint of a': { '/a': { allows: oneOf('https://a.example', 'https://b.example') } },
      'a at the endpoint of b': { '/b': { allows: oneOf('https://a.example', 'https://b.example') } },
      'anyone at both': { '/both': { allows: anyone } },
    },
  },
  'public reading, private writing': {
    contract: (api) => ({
      policy: { origins: '*' },
      endpoints: [
        { url: `${api}/read`, denied: { credentials: true, methods: ['PUT'] } },
        {
          url: `${api}/write`,
          methods: ['POST', 'PUT'],
          headers: { 'Content-Type': 'application/json' },
          policy: {
            origins: ['https://admin.example'],
            credentials: true,
            methods: ['PUT'],
            requestHeaders: ['Content-Type'],
          },
          denied: { methods: ['DELETE'] },
        },
      ],
    }),
    server: {
      '/read': { allows: anyone },
      '/write': {
        allows: oneOf('https://admin.example'),
        credentials: true,
        methods: 'PUT',
        headers: 'content-type',
        vary: 'Origin',
      },
    },
    strict: {
      'a list for reading': { '/read': { allows: oneOf('https://admin.example') } },
      'no PUT': { '/write': { methods: 'POST' } },
      'no JSON': { '/write': { headers: 'x-id' } },
      'nobody writes': { '/write': { allows: () => false } },
    },
    permissive: {
      'anyone writes': { '/write': { allows: anyone } },
      'reading with cookies': { '/read': { credentials: true } },
      'PUT at the public endpoint': { '/read': { methods: 'PUT' } },
      DELETE: { '/write': { methods: 'PUT, DELETE' } },
      'null writes': { '/write': { allows: oneOf('https://admin.example', 'null') } },
    },
  },
  'mobile shells': {
    contract: (api) => ({
      policy: {
        origins: ['capacitor://localhost', 'ionic://localhost', 'http://localhost', 'https://m.example'],
        requestHeaders: ['Authorization'],
      },
      endpoints: [
        {
          url: `${api}/me`,
          headers: { Authorization: 'Bearer x' },
          denied: { origins: ['http://localhost:3000', 'null'], credentials: true },
        },
      ],
    }),
    server: {
      '/me': {
        allows: oneOf('capacitor://localhost', 'ionic://localhost', 'http://localhost', 'https://m.example'),
        headers: 'authorization',
        vary: 'Origin',
      },
    },
    strict: {
      'web only': { '/me': { allows: oneOf('https://m.example') } },
      'no ionic': { '/me': { allows: oneOf('capacitor://localhost', 'http://localhost', 'https://m.example') } },
      'no token': { '/me': { headers: 'content-type' } },
    },
    permissive: {
      'null for file://': {
        '/me': {
          allows: oneOf('null', 'capacitor://localhost', 'ionic://localhost', 'http://localhost', 'https://m.example'),
        },
      },
      'any port of localhost': { '/me': { allows: (one) => /localhost|m\.example/.test(one) } },
      'with cookies': { '/me': { credentials: true } },
    },
  },
  'previews on a platform': {
    contract: (api) => ({
      policy: { origins: ['https://shop.example', 'https://shop-git-main-acme.vercel.app'], credentials: true },
      denied: [
        'null',
        'https://shop-git-x-other.vercel.app',
        'https://stranger.vercel.app',
        'https://shop.example.net',
      ],
      endpoints: [{ url: `${api}/me` }],
    }),
    server: {
      '/me': {
        allows: (one) =>
          one === 'https://shop.example' || /^https:\/\/shop-git-[a-z0-9-]+-acme\.vercel\.app$/.test(one),
        credentials: true,
        vary: 'Origin',
      },
    },
    strict: {
      'production only': { '/me': { allows: oneOf('https://shop.example') } },
      'previews only': { '/me': { allows: oneOf('https://shop-git-main-acme.vercel.app') } },
    },
    permissive: {
      'the whole platform': {
        '/me': { allows: (one) => one === 'https://shop.example' || one.endsWith('.vercel.app') },
      },
      'every project of that name': {
        '/me': { allows: (one) => one === 'https://shop.example' || /^https:\/\/shop-.*\.vercel\.app$/.test(one) },
      },
      'the start alone': { '/me': { allows: (one) => /^https:\/\/(shop\.example|shop-git-main-acme)/.test(one) } },
    },
  },
  'tenants, and environments': {
    contract: (api) => ({
      policy: {
        origins: ['https://*.tenant.example', 'https://customer.example.com'],
        credentials: true,
        requestHeaders: ['X-Tenant'],
      },
      environments: { staging: { API: api }, production: { API: 'https://api.example' } },
      endpoints: [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: of the contract
        { url: '${API}/data', headers: { 'X-Tenant': 'a' }, denied: { exposes: ['X-Internal-Id'] } },
        { url: 'https://api.example/only', environments: ['production'] },
      ],
    }),
    server: {
      '/data': {
        allows: (one) =>
          /^https:\/\/([a-z0-9-]+\.)+tenant\.example$/.test(one) || one === 'https://customer.example.com',
        credentials: true,
        headers: 'x-tenant',
        vary: 'Origin',
      },
    },
    strict: {
      'no domain of a customer': {
        '/data': { allows: (one) => /^https:\/\/([a-z0-9-]+\.)+tenant\.example$/.test(one) },
      },
      'no tenants': { '/data': { allows: oneOf('https://customer.example.com') } },
      'no header': { '/data': { headers: '' } },
    },
    permissive: {
      'whatever wants': { '/data': { allows: anyone } },
      'an internal header': { '/data': { exposed: 'X-Internal-Id' } },
    },
  },
};

/** A server that does that at each path. */
async function serve(served: Readonly<Record<string, Served>>): Promise<string> {
  const { url } = await listen((request, response) => {
    const { origin } = request.headers;
    const at = served[request.url ?? ''];
    if (at?.vary !== undefined) response.setHeader('Vary', at.vary);
    if (at && origin !== undefined && at.allows(origin)) {
      const isPublic = at.allows === anyone && !at.credentials;
      response.setHeader('Access-Control-Allow-Origin', isPublic ? '*' : origin);
      if (at.credentials) response.setHeader('Access-Control-Allow-Credentials', 'true');
      if (at.exposed) response.setHeader('Access-Control-Expose-Headers', at.exposed);
      if (request.method === 'OPTIONS') {
        if (at.methods) response.setHeader('Access-Control-Allow-Methods', at.methods);
        if (at.headers) response.setHeader('Access-Control-Allow-Headers', at.headers);
        if (at.maxAge !== undefined) response.setHeader('Access-Control-Max-Age', `${at.maxAge}`);
      }
    }
    response.setHeader('X-Request-Id', '1').setHeader('X-Internal-Id', '2').end('{}');
  });
  return url;
}

async function deviationsOf(team: Team, change: Readonly<Record<string, Partial<Served>>> = {}) {
  const served = Object.fromEntries(
    Object.entries(team.server).map(([path, one]) => [path, { ...one, ...change[path] }]),
  );
  const contract = JSON.stringify(team.contract(await serve(served)));
  return broken(
    await verify(readContract(contract, contract.includes('environments') ? { environment: 'staging' } : {})),
  );
}

describe.each(Object.entries(TEAMS))('%s', (_, team) => {
  test('the right server meets the contract', async () => {
    expect(await deviationsOf(team)).toEqual([]);
  });

  test.each(Object.entries(team.strict))('too strict: %s', async (_, change) => {
    const found = await deviationsOf(team, change);
    expect(found).not.toEqual([]);
    expect(found.every(([, reason]) => reason === 'blocked' || reason === 'not-exposed')).toBe(true);
  });

  test.each(Object.entries(team.permissive))('too permissive: %s', async (_, change) => {
    const found = await deviationsOf(team, change);
    expect(found).not.toEqual([]);
    expect(found.every(([, reason]) => reason !== 'blocked')).toBe(true);
  });
});
