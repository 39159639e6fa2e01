import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageRequest } from '@corsmith/protocol';
import { createPolicy, type Policy, type PolicyConfig } from '@corsmith/server';
import { cors } from '@corsmith/server/node';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../src/index.js';

/** Origins as a policy names them, and a page that each allows. */
const ORIGINS: readonly (readonly [origin: string, page: string])[] = [
  ['https://app.example.com', 'https://app.example.com'],
  ['https://*.example.com', 'https://a.b.example.com'],
  ['https://c.example:8443', 'https://c.example:8443'],
  ['http://localhost:*', 'http://localhost:5173'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['capacitor://localhost', 'capacitor://localhost'],
];
const HEADERS = [
  ['Content-Type', 'application/json'],
  ['Authorization', 'Bearer t'],
  ['X-Api-Key', 'k'],
  ['Accept', 'application/json'],
] as const;

/** A policy, and a page's request that it allows. */
const allowed = fc
  .record({
    origins: fc.subarray([...ORIGINS], { minLength: 1 }),
    everyone: fc.boolean(),
    credentials: fc.boolean(),
    maxAge: fc.constantFrom(0, 600, 7200, 86_400),
    debug: fc.boolean(),
    anyHeader: fc.boolean(),
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
    headers: fc.subarray([...HEADERS]),
    read: fc.subarray(['ETag', 'X-Total']),
    path: fc.constantFrom('/users', '/users/7?full=1', '/'),
    send: fc.boolean(),
    paths: fc.boolean(),
  })
  .map(({ origins, everyone, credentials, maxAge, debug, anyHeader, method, headers, read, path, send, paths }) => {
    const trusts = credentials && !everyone;
    const config = {
      origins: everyone ? '*' : origins.map(([origin]) => origin),
      credentials: trusts,
      methods: ['PUT', 'PATCH', 'DELETE'],
      requestHeaders: anyHeader ? '*' : HEADERS.map(([name]) => name),
      responseHeaders: ['ETag', 'X-Total'],
      maxAge,
      debug,
    } as PolicyConfig;
    const page: Omit<PageRequest, 'url'> = {
      origin: origins[0]![1],
      method,
      headers,
      credentials: trusts ? 'include' : 'same-origin',
      ...(!['GET', 'HEAD'].includes(method) && { body: '{}' }),
    };
    return { config, page, path, options: { send, paths, read } satisfies DiagnoseOptions };
  });

let policy: Policy;
let server: Server;

/** Serves every path below /users, with 404 and 401 like any app. */
beforeAll(async () => {
  server = createServer((request, response) =>
    cors(policy)(request, response, () => {
      const status = /^\/(?:users.*)?(?:\?.*)?$/.test(request.url ?? '') ? 200 : 404;
      const { authorization = 'Bearer t' } = request.headers;
      response.setHeader('ETag', '"1"').setHeader('X-Total', '1').setHeader('Content-Type', 'application/json');
      request.resume();
      response.writeHead(authorization === 'Bearer t' ? status : 401).end(request.method === 'HEAD' ? undefined : '{}');
    }),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());

test('a right server gives no cause and no warning', async () => {
  await fc.assert(
    fc.asyncProperty(allowed, async ({ config, page, path, options }) => {
      policy = createPolicy(config);
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
      const { causes, warnings, verdict } = await diagnose({ ...page, url }, options);
      expect({ causes, warnings }).toEqual({ causes: [], warnings: [] });
      const known = options.send || ['GET', 'HEAD'].includes(page.method ?? '') ? true : null;
      expect(Object.values(verdict).map((one) => one.allowed)).toEqual(Array(4).fill(known));
    }),
    { numRuns: 200 },
  );
}, 120_000);
