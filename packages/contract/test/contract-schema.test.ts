import { readFileSync } from 'node:fs';
import { POLICY_KEYS } from '@corsmith/server';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENDPOINT_KEYS } from '../src/check-endpoint.js';
import { ContractError, readContract } from '../src/index.js';
import { CONTRACT_KEYS } from '../src/read-contract.js';

// The schema is what editors go by. It knows less than the reader: whatever it refuses the reader refuses, too.

const schema = JSON.parse(readFileSync(new URL('../cors.schema.json', import.meta.url), 'utf8'));
const isValid = new Ajv({ strict: false }).compile(schema);

function isRead(contract: unknown): boolean {
  try {
    readContract(JSON.stringify(contract));
    return true;
  } catch (error) {
    if (error instanceof ContractError) return false;
    throw error;
  }
}

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
];

const right = fc.record(
  {
    $schema: fc.constant('./cors.schema.json'),
    policy: fc.constantFrom(...policies),
    endpoints: fc.subarray(endpoints, { minLength: 1 }),
    denied: fc.subarray(['null', 'https://evil.example.net']),
    environments: fc.constantFrom({}, { staging: { API: 'x', PORT: 1, ON: true } }),
    'x-own': fc.jsonValue({ maxDepth: 1 }),
  },
  { requiredKeys: ['policy', 'endpoints'] },
);

test('contracts that are right are right for both', () => {
  fc.assert(
    fc.property(right, (contract) => {
      fc.pre(contract.policy.origins !== '*' || !contract.denied?.length);
      expect(isValid(contract), JSON.stringify(isValid.errors)).toBe(true);
      expect(isRead(contract), JSON.stringify(contract)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

/** Values, each of which is wrong nearly everywhere. */
const odd = fc.constantFrom<unknown>(
  null,
  7,
  -1,
  '',
  true,
  [],
  ['*'],
  [null],
  {},
  { a: null },
  [{}],
  '*',
  'both',
  'null',
);

/** The same with one value somewhere in it replaced, or one key added or taken out. */
const mutated = fc.tuple(right, fc.infiniteStream(fc.nat()), odd).map(([contract, numbers, value]) => {
  const copy = structuredClone(contract) as unknown;
  let place = copy as Record<string, unknown>;
  for (const number of numbers) {
    const names = Object.keys(place);
    const name = names[number % (names.length + 1)] ?? 'added';
    const inner = place[name];
    if (number % 3 > 0 && typeof inner === 'object' && inner !== null) place = inner as Record<string, unknown>;
    else {
      if (number % 5 === 0) delete place[name];
      else place[name] = value;
      break;
    }
  }
  return copy;
});

test('whatever the schema refuses, the reader refuses', () => {
  let refused = 0;
  fc.assert(
    fc.property(mutated, (contract) => {
      if (isValid(contract)) return;
      refused++;
      expect(isRead(contract), `${JSON.stringify(contract)} ${JSON.stringify(isValid.errors)}`).toBe(false);
    }),
    { numRuns: 150 },
  );
  expect(refused).toBeGreaterThan(20);
});
