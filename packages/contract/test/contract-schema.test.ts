import { readFileSync } from 'node:fs';
import { POLICY_KEYS } from '@corsmith/server';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENDPOINT_KEYS } from '../src/check-endpoint.js';
import { ContractError, type ContractProblem, readContract } from '../src/index.js';
import { CONTRACT_KEYS } from '../src/read-contract.js';

// The schema is what editors go by. It accepts what the reader accepts, and no other, apart from what no schema can say.

const RUNS = Number(process.env.RUNS ?? 300);

const schema = JSON.parse(readFileSync(new URL('../cors.schema.json', import.meta.url), 'utf8'));
const isValid = new Ajv({ strict: false }).compile(schema);

/** What the reader reports. */
function problemsOf(contract: unknown): readonly ContractProblem[] {
  try {
    readContract(JSON.stringify(contract));
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.problems;
    throw error;
  }
}

/**
 * What no JSON Schema can say, by what it is about: it has no comparison of values in two places, no list of the world's
 * public suffixes, no files, and no arithmetic for addresses.
 */
const BEYOND_SCHEMA: Readonly<Record<string, (problem: ContractProblem) => boolean>> = {
  'a name that one list has and another has not': ({ code, path }) =>
    code === 'contradiction' && /\.(?:methods|headers|exposes)\b/.test(path),
  'an origin that a pattern allows, and that is denied': ({ code, path }) =>
    code === 'contradiction' && /(?:^|\.)denied(?:\.origins)?\[/.test(path),
  'credentials that every policy allows, and that are denied': ({ code, path }) =>
    code === 'contradiction' && path === 'denied.credentials',
  'an environment of another name': ({ code }) => code === 'unknown-environment',
  'a public suffix': ({ code }) => code === 'public-suffix',
  'another file': ({ code }) => code === 'not-readable',
  'an address in numbers': ({ code, text }) =>
    (code === 'not-a-url' || code === 'not-a-server') &&
    /^(?:https?:\/\/)?(?:[\dA-Fa-fXx.]+|\[[\da-f:.]+\])(?:[:/?#]|$)/.test(text),
};

const isBeyondSchema = (problem: ContractProblem): boolean =>
  Object.values(BEYOND_SCHEMA).some((covers) => covers(problem));

test('the schema has every key of the reader, and no other', () => {
  const { endpoint, policy } = schema.definitions;
  expect(Object.keys(schema.properties).sort()).toEqual([...CONTRACT_KEYS].sort());
  expect(Object.keys(endpoint.properties).sort()).toEqual([...ENDPOINT_KEYS].sort());
  expect(Object.keys(policy.properties).sort()).toEqual([...POLICY_KEYS].sort());
});

const policies = [
  { origins: ['https://app.example.com', 'https://*.example.com', 'http://localhost:*'] },
  { origins: '*', requestHeaders: '*', maxAge: 600, debug: true },
  {
    origins: ['http://app.example.com', 'https://*.github.io'],
    credentials: true,
    methods: ['PUT', 'PATCH'],
    requestHeaders: ['X-Id'],
    responseHeaders: ['X-Total'],
    dangerouslyAllowInsecureOrigins: true,
    dangerouslyAllowPublicSuffixes: true,
  },
];
const endpoints = [
  { url: 'https://api.example.com/users' },
  {
    name: 'users',
    url: 'http://127.0.0.1:3000/users?a=b',
    methods: ['GET', 'POST'],
    headers: { Accept: 'text/plain', 'Content-Type': 'text/plain' },
    body: 'x',
    credentials: false,
    exposes: ['Content-Type'],
    errorPaths: ['/none', 'https://api.example.com/none'],
    direct: ['app:3000', '[::1]'],
    insecureDirect: true,
    send: true,
  },
  { url: 'https://api.example.com/', headers: [{}, { Range: 'bytes=0-1' }], policy: policies[0], 'x-team': { a: 1 } },
  {
    url: 'https://api.example.com/orders',
    policy: { origins: ['https://shop.example.com'], maxAge: 60, vary: ['Accept'] },
    vary: ['Origin', 'Accept'],
    maxAge: 60,
    denied: {
      origins: ['null', 'https://evil.example.net'],
      methods: ['DELETE'],
      headers: ['X-Debug'],
      credentials: true,
      exposes: ['X-Secret'],
      'x-why': 1,
    },
    environments: ['staging'],
  },
];

const right = fc.record(
  {
    $schema: fc.constant('./cors.schema.json'),
    policy: fc.constantFrom(...policies),
    endpoints: fc.subarray(endpoints, { minLength: 1 }),
    denied: fc.subarray(['null', 'https://evil.example.net']),
    environments: fc.constantFrom({ staging: {} }, { staging: { API: 'x', PORT: 1, ON: true } }),
    'x-own': fc.jsonValue({ maxDepth: 1 }),
  },
  { requiredKeys: ['policy', 'endpoints', 'environments'] },
);

test('contracts that are right are right for both', () => {
  fc.assert(
    fc.property(right, (contract) => {
      fc.pre(contract.policy.origins !== '*' || !contract.denied?.length);
      expect(isValid(contract), JSON.stringify(isValid.errors)).toBe(true);
      expect(problemsOf(contract), JSON.stringify(contract)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

/** Values, each of which is wrong nearly everywhere. */
const odd = fc.constantFrom<unknown>(
  ...[
    null,
    7,
    -1,
    0,
    1.5,
    86_401,
    true,
    false,
    [],
    ['*'],
    [null],
    {},
    { a: null },
    [{}],
    [[]],
    '',
    ' ',
    '*',
    'both',
    'null',
  ],
);

/** Texts that are right in some place. */
const words = fc.constantFrom(
  ...['GET', 'get', 'post', 'PATCH', 'patch', 'TRACE', 'Connect', 'PURGE', 'purge', 'QUERY', 'Head'],
  ...['Content-Type', 'x-id', 'X Id', 'Cookie', 'ORIGIN', 'Sec-Fetch-Mode', 'proxy-x', 'Set-Cookie', 'set-cookie2'],
  ...['Access-Control-Allow-Origin', 'Access-Control-Request-Method', 'ETag', 'If-Match', 'Accept', 'Range', 'Vary'],
  ...['X-HTTP-Method-Override', 'x-method-override', 'Cache-Control', 'Accept-Language', 'DPR', 'Authorization', 'a,b'],
  ...['https://app.example.com', 'https://app.example.com/', 'HTTPS://app.example.com', 'https://App.example.com'],
  ...[
    'https://app.example.com:443',
    'http://app.example.com:80',
    'https://app.example.com:80',
    'http://localhost:3000',
  ],
  ...[
    'http://localhost:0',
    'http://localhost:65536',
    'http://localhost:08',
    'https://a.example:*',
    'https://*.a.example:*',
  ],
  ...[
    '*.example.com',
    'https://*',
    'https://a.*.com',
    'https://*a.com',
    '*://a.com',
    'https://user@a.com',
    'https://a.com?x',
  ],
  ...[
    'https://127.0.0.1',
    'http://127.1',
    'http://0x7f.1',
    'http://256.1.1.1',
    'https://*.10.0.0.1',
    'http://[::1]:80',
  ],
  ...[
    'http://[::1]',
    'http://*.localhost:*',
    'http://a..b',
    'http://.a',
    'http://a.',
    'ws://a.example',
    'file://',
    'file://a',
  ],
  ...[
    'capacitor://localhost',
    'chrome-extension://abc',
    'app://',
    'data://a',
    'https://a.com, https://b.com',
    '"https://a.com"',
  ],
  ...[
    'http://api.example.com/users#x',
    'ftp://a.example',
    'mailto:a@b',
    '/users',
    'users',
    '//a.example',
    '//',
    'https:',
    'http://',
  ],
  ...[
    'https://a b',
    ' https://a.example ',
    'https:a.example',
    'http:///a',
    'http://a:99999',
    'http://a:b',
    'http://u:p@a',
    'http://@a',
  ],
  ...[
    'app:3000',
    'app',
    'app:0',
    'app:65536',
    'http://app:1/',
    'ftp://app',
    '[::1]:80',
    'a b',
    'a/b',
    'TRACE, GET',
    'a\nb',
    '\n a',
    '✓',
  ],
);

/** A text with a character more, less or changed. */
const nearly = (text: string, number: number): string => {
  const at = (number >> 3) % (text.length + 1);
  const inserted = ' /:*.,@-A0?#_~\\"'.charAt((number >> 9) % 16);
  return `${text.slice(0, at)}${number % 3 === 0 ? '' : inserted}${text.slice(at + (number % 3 === 1 ? 0 : 1))}`;
};

/** The same with one value somewhere in it replaced, or one key added, renamed or taken out. */
const mutated = fc.tuple(right, fc.infiniteStream(fc.nat()), fc.oneof(odd, words)).map(([contract, numbers, value]) => {
  const copy = structuredClone(contract) as unknown;
  let place = copy as Record<string, unknown>;
  for (const number of numbers) {
    const names = Object.keys(place);
    const name = names[number % (names.length + 1)] ?? (Array.isArray(place) ? `${names.length}` : 'added');
    const inner = place[name];
    if (number % 7 > 0 && typeof inner === 'object' && inner !== null) place = inner as Record<string, unknown>;
    else {
      if (number % 5 === 0 && !Array.isArray(place)) delete place[name];
      else if (number % 5 === 1 && !Array.isArray(place)) place[`${value}`] = inner ?? value;
      else place[name] = number % 5 === 2 && typeof inner === 'string' ? nearly(inner, number >> 4) : value;
      break;
    }
  }
  return copy;
});

test('the schema and the reader accept the same contracts, apart from what no schema can say', {
  timeout: 1000 + 20 * RUNS,
}, () => {
  let refused = 0;
  fc.assert(
    fc.property(mutated, (contract) => {
      const problems = problemsOf(contract);
      if (isValid(contract))
        expect(
          problems.filter((problem) => !isBeyondSchema(problem)),
          JSON.stringify(contract),
        ).toEqual([]);
      else {
        refused++;
        expect(problems, `${JSON.stringify(contract)} ${JSON.stringify(isValid.errors)}`).not.toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
  expect(refused).toBeGreaterThan(RUNS / 10);
});
