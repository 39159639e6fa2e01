import { type EngineName, type PageRequest, type Send, simulate } from '@corsmith/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neededHeaders } from '../src/needed-headers.js';

const ENGINES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];

const requests: fc.Arbitrary<PageRequest> = fc
  .record({
    origin: fc.constantFrom('https://app.test', 'http://localhost:5173'),
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'patch', 'DELETE', 'QUERY'),
    headers: fc.subarray([
      ['Content-Type', 'application/json'],
      ['Authorization', 'Bearer x'],
      ['X-Api-Key', '7'],
      ['Accept', '*/*'],
    ] as const),
    credentials: fc.constantFrom('omit' as const, 'include' as const),
  })
  .map((one) => ({ ...one, url: 'https://api.test/users' }));

test('a server that sends just these lines is allowed by every engine, and without one of them by none', async () => {
  await fc.assert(
    fc.asyncProperty(requests, fc.nat(), async (request, which) => {
      const { preflight = [], response } = neededHeaders(request)!;
      const lines = [...preflight, ...response].filter(([name]) => name !== 'Vary');
      const missing = lines[which % lines.length];
      const sending =
        (without?: (typeof lines)[number]): Send =>
        async ({ kind }) => ({
          status: 200,
          headers: (kind === 'preflight' ? preflight : response).filter((line) => line !== without),
        });
      for (const engine of ENGINES) {
        expect((await simulate(request, sending(), { engine })).allowed).toBe(true);
        expect((await simulate(request, sending(missing), { engine })).allowed).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test('what the page reads is exposed', () => {
  const { response } = neededHeaders({ origin: 'https://app.test', url: 'https://api.test/' }, ['X-Total'])!;
  expect(response).toContainEqual(['Access-Control-Expose-Headers', 'X-Total']);
});

test('an upload with a listener needs a preflight, with nothing to name', () => {
  const request = { origin: 'https://app.test', url: 'https://api.test/', method: 'POST', uploadListener: true };
  const { preflight, response } = neededHeaders(request)!;
  expect(preflight).toEqual(response);
});

test.each(['null', 'file://'])('no header is needed for the origin %s, which must not be allowed', (origin) => {
  expect(neededHeaders({ origin, url: 'https://api.test/' })).toBeUndefined();
});
