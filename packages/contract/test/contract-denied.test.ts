import type { PolicyConfig } from '@corsmith/server';
import { afterEach, expect, test } from 'vitest';
import { ContractError, plan, type Result, readContract, verify } from '../src/index.js';
import { broken, closeServers, listen, policed } from './policed-servers.js';

afterEach(closeServers);

const ADMIN: PolicyConfig = {
  origins: ['https://admin.example.com'],
  credentials: true,
  methods: ['PUT'],
  requestHeaders: ['Content-Type'],
};

const reasons = (results: readonly Result[]) => [...new Set(broken(results).map(([, reason]) => reason))].sort();
const verified = (contract: object) => verify(readContract(JSON.stringify(contract)));

function problems(contract: object): string[] {
  try {
    readContract(JSON.stringify(contract));
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
}

/** Allows every origin, method and header, exposes two headers, and omits Vary. */
const permissive = () =>
  listen((request, response) => {
    const {
      origin = '*',
      'access-control-request-method': method,
      'access-control-request-headers': names,
    } = request.headers;
    response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Access-Control-Allow-Credentials', 'true');
    if (method) response.setHeader('Access-Control-Allow-Methods', method);
    if (names) response.setHeader('Access-Control-Allow-Headers', names);
    response
      .setHeader('Access-Control-Expose-Headers', 'X-Total, X-Secret')
      .setHeader('Access-Control-Max-Age', '86400');
    response.end('{}');
  });

test('a private endpoint beside a public contract is tested with strangers', async () => {
  const { url } = await permissive();
  const contract = (denied?: object) => ({
    policy: { origins: '*' },
    ...denied,
    endpoints: [
      {
        name: 'write',
        url: `${url}/write`,
        methods: ['GET', 'POST', 'PUT'],
        headers: { 'Content-Type': 'application/json' },
        policy: ADMIN,
      },
    ],
  });
  const titles = ['null', 'https://stranger.example'].flatMap((origin) =>
    ['GET', 'POST', 'PUT'].map((method) => [
      `${method} write from ${origin}, with credentials, with Content-Type, is denied`,
      'not-denied',
    ]),
  );
  expect(broken(await verified(contract()))).toEqual(titles);
  expect(broken(await verified(contract({ denied: ['null', 'https://stranger.example'] })))).toEqual(titles);
  const { url: right } = await policed(ADMIN);
  const [endpoint] = contract().endpoints;
  expect(broken(await verified({ ...contract(), endpoints: [{ ...endpoint, url: right }] }))).toEqual([]);
});

test('each origin of the contract is denied where an endpoint’s own policy does not allow it', () => {
  const [a, b, c] = ['https://a.example.com', 'https://b.example.com', 'https://c.example.net'];
  const contract = readContract(
    JSON.stringify({
      policy: { origins: [a, b, 'https://*.shop.example'] },
      denied: [],
      endpoints: [
        { url: 'https://api.example.org/both' },
        { url: 'https://api.example.org/a', policy: { origins: [a, 'https://shop.example'] } },
        { url: 'https://api.example.org/c', policy: { origins: [c] } },
      ],
    }),
  );
  const denied = contract.endpoints.map((endpoint) =>
    [...plan({ ...contract, endpoints: [endpoint] })].flatMap(({ origin, expectations }) =>
      expectations.some(({ expected }) => expected === 'denied') ? [origin] : [],
    ),
  );
  const subdomains = ['https://corsmith.shop.example', 'https://a.corsmith.shop.example'];
  expect(denied).toEqual([
    ['https://shop.example', c],
    [b, ...subdomains, c],
    [a, b, ...subdomains, 'https://shop.example'],
  ]);
});

test('an endpoint says what must be denied to allowed origins, and each of it is found in a server that allows it', async () => {
  const { url } = await permissive();
  const policy = { origins: ['https://app.example.com'], responseHeaders: ['X-Total'] };
  const endpoint = { name: 'users', url: `${url}/users`, exposes: ['X-Total'] };
  const all = async (more: object) =>
    broken(await verified({ policy, denied: [], endpoints: [{ ...endpoint, ...more }] }));
  const from = 'from https://app.example.com';
  expect(await all({})).toEqual([]);
  expect(await all({ denied: { methods: ['DELETE', 'PURGE'] } })).toEqual([
    [`DELETE users ${from}, is denied`, 'not-denied'],
    [`PURGE users ${from}, is denied`, 'not-denied'],
  ]);
  expect(await all({ denied: { headers: ['Authorization', 'X-Admin'] } })).toEqual([
    [`GET users ${from}, with Authorization, is denied`, 'not-denied'],
    [`GET users ${from}, with X-Admin, is denied`, 'not-denied'],
  ]);
  expect(await all({ denied: { credentials: true } })).toEqual([
    [`GET users ${from}, with credentials, is denied`, 'not-denied'],
  ]);
  expect(await all({ denied: { exposes: ['X-Secret'] } })).toEqual([[`GET users ${from}`, 'exposed']]);
  expect(await all({ vary: ['Origin'] })).toEqual([[`GET users ${from}`, 'vary']]);
  const needsPreflight = { headers: { 'Content-Type': 'application/json' }, maxAge: 600 };
  const withHeader = { ...policy, requestHeaders: ['Content-Type'] };
  const aged = await verified({ policy: withHeader, denied: [], endpoints: [{ ...endpoint, ...needsPreflight }] });
  expect(broken(aged)).toEqual([[`GET users ${from}, with Content-Type`, 'max-age']]);
  const ofPolicy = { ...needsPreflight, maxAge: undefined };
  const limited = await verified({
    policy: { ...withHeader, maxAge: 600 },
    denied: [],
    endpoints: [{ ...endpoint, ...ofPolicy }],
  });
  expect(reasons(limited)).toEqual(['max-age']);
});

test('a server with the policy meets all of it, and no request that may change data is sent', async () => {
  const origins = ['https://admin.example.com', 'https://app.example.com'];
  const policy = { ...ADMIN, origins, credentials: false, responseHeaders: ['X-Total'], maxAge: 600 };
  const { url, seen } = await policed(policy);
  const denied = { methods: ['DELETE'], headers: ['X-Admin'], credentials: true, exposes: ['X-Secret'] };
  const endpoint = {
    url: `${url}/users`,
    methods: ['GET', 'PUT'],
    send: true,
    exposes: ['X-Total'],
    vary: ['Origin'],
    denied,
  };
  const results = await verified({ policy, endpoints: [endpoint, { ...endpoint, name: 'second', send: false }] });
  expect(broken(results)).toEqual([]);
  expect(seen.filter((line) => line.startsWith('PUT'))).toHaveLength(2);
  expect(seen.filter((line) => line.startsWith('DELETE'))).toEqual([]);
  const open = await permissive();
  const unsafe: string[] = [];
  open.server.on('request', ({ method = '' }) => method !== 'GET' && method !== 'OPTIONS' && unsafe.push(method));
  const strangers = { ...endpoint, url: `${open.url}/users`, methods: ['PUT'] };
  expect(reasons(await verified({ policy, endpoints: [strangers] }))).toContain('not-denied');
  // Those of the two allowed origins.
  expect(unsafe).toEqual(['PUT', 'PUT']);
});

test('what the policy allows or no server can deny is a contradiction', () => {
  const at = (denied: object, policy: object = ADMIN) =>
    problems({ policy, endpoints: [{ url: 'https://api.example.org/', denied }] });
  expect(at(['https://admin.example.com'])).toEqual(['contradiction endpoints[0].denied[0]']);
  expect(at({ origins: ['https://b.example.com/'] })).toEqual(['not-an-origin endpoints[0].denied.origins[0]']);
  expect(at({ methods: ['PUT', 'GET', 'TRACE', 'A B'] })).toEqual([
    'contradiction endpoints[0].denied.methods[0]',
    'contradiction endpoints[0].denied.methods[1]',
    'forbidden-name endpoints[0].denied.methods[2]',
    'invalid-name endpoints[0].denied.methods[3]',
  ]);
  expect(at({ headers: ['content-type', 'Accept', 'Cookie'] })).toEqual([
    'contradiction endpoints[0].denied.headers[0]',
    'contradiction endpoints[0].denied.headers[1]',
    'forbidden-name endpoints[0].denied.headers[2]',
  ]);
  expect(at({ credentials: true })).toEqual(['contradiction endpoints[0].denied.credentials']);
  expect(at({ exposes: ['X-Total', 'ETag', 'Expires'] }, { ...ADMIN, responseHeaders: ['x-total'] })).toEqual([
    'contradiction endpoints[0].denied.exposes[0]',
    'contradiction endpoints[0].denied.exposes[2]',
  ]);
  expect(at({ orgins: [] })).toEqual(['unknown-key endpoints[0].denied.orgins']);
});
