import { simulate } from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, responsesOf } from '@corsmith/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Contract, type Endpoint, plan, planSize, readContract } from '../src/index.js';
import { judge } from '../src/judge.js';

const policies: readonly PolicyConfig[] = [
  { origins: '*', methods: ['PUT'], requestHeaders: '*', responseHeaders: ['X-Total'] },
  { origins: ['https://app.example.com'], credentials: true, methods: ['PUT'], requestHeaders: ['X-Id'] },
  {
    origins: ['https://app.example.com', 'https://*.example.org', 'http://localhost:*', 'https://*.example.net:*'],
    methods: ['PUT', 'DELETE'],
    requestHeaders: ['X-Id', 'Content-Type'],
    responseHeaders: ['X-Total'],
    maxAge: 600,
  },
];

const contracts = fc
  .record({
    policy: fc.constantFrom(...policies),
    methods: fc.subarray(['GET', 'POST', 'PUT'], { minLength: 1 }),
    headers: fc.subarray([{}, { 'X-Id': '7' }, { Accept: 'text/plain' }], { minLength: 1 }),
    errorPaths: fc.subarray(['/none', './none']),
    direct: fc.subarray(['app:3000', '[::1]:80']),
    denied: fc.option(fc.subarray(['https://evil.example', 'https://app.example.com.evil.example', 'null'])),
    refused: fc.option(
      fc.record({
        methods: fc.subarray(['PATCH', 'PURGE']),
        headers: fc.subarray(['X-Admin']),
        exposes: fc.subarray(['X-Secret']),
      }),
    ),
    maxAge: fc.constantFrom(undefined, 600, 86_400),
  })
  .filter(
    ({ policy, denied, refused }) =>
      (policy.origins !== '*' || denied === null) && (policy.requestHeaders !== '*' || !refused?.headers.length),
  )
  .map(({ policy, denied, refused, ...given }): Contract => {
    const endpoint = { ...given, ...(refused && { denied: refused }) };
    const endpoints = [
      { url: 'https://api.example.com/users', credentials: policy.credentials ? 'both' : false, ...endpoint },
      { url: 'https://app.example.com/own', ...endpoint },
    ];
    return readContract(JSON.stringify({ policy, endpoints, ...(denied && { denied }) }));
  });

test('a server that follows the policy meets the contract in every engine', async () => {
  await fc.assert(
    fc.asyncProperty(contracts, async (contract) => {
      for (const { expectations } of plan(contract))
        for (const expectation of expectations) {
          const { request, subject, endpoint } = expectation;
          const send = responsesOf(createPolicy(endpoint.policy));
          const failing: typeof send = async (wire) => {
            const response = await send(wire);
            return subject === 'error-path' && wire.kind === 'actual' ? { ...response, status: 404 } : response;
          };
          const engines = ['chromium', 'firefox', 'webkit', 'standard'] as const;
          const outcomes = await Promise.all(engines.map((engine) => simulate(request, failing, { engine })));
          expect(judge(expectation, outcomes), expectation.title).toEqual({ kind: 'holds' });
        }
    }),
    { numRuns: 15 },
  );
});

test('each expectation has a title of its own, and their number is known before', () => {
  fc.assert(
    fc.property(contracts, (contract) => {
      const titles = [...plan(contract)].flatMap(({ expectations }) => expectations.map(({ title }) => title));
      expect(titles).toHaveLength(planSize(contract));
      const { headers } = contract.endpoints[0] as Endpoint;
      if (headers.length < 3) expect(new Set(titles).size).toBe(titles.length);
    }),
    { numRuns: 50 },
  );
});

test('patterns are tried with two hosts and two ports, and the origin of the server itself is not', () => {
  const contract = readContract(`
policy: { origins: [https://api.example.com, 'https://*.example.com', 'http://localhost:*'] }
endpoints: [{ url: https://api.example.com/ }]
`);
  expect([...plan(contract)].map(({ origin, expectations }) => [origin, expectations[0]?.expected])).toEqual([
    ['https://corsmith.example.com', 'allowed'],
    ['https://a.corsmith.example.com', 'allowed'],
    ['http://localhost:5173', 'allowed'],
    ['http://localhost', 'allowed'],
    ['null', 'denied'],
    ['https://stranger.example', 'denied'],
  ]);
});
