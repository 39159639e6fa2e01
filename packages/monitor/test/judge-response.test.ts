import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeResponse } from '../src/metrics/judge-response.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('*', 'https://a.example', 'PUT', 'x-a, x-b'),
);

test('no request or response makes it fail', async () => {
  const headers = fc.array(
    fc.tuple(fc.constantFrom('access-control-allow-origin', 'access-control-allow-methods', 'vary', 'location'), text),
  );
  const requestHeaders = fc.dictionary(
    fc.constantFrom('origin', 'host', 'cookie', 'access-control-request-method', 'access-control-request-headers'),
    text,
  );
  const method = fc.constantFrom('OPTIONS', 'GET', 'PUT');
  await fc.assert(
    fc.asyncProperty(
      method,
      requestHeaders,
      fc.integer({ min: 100, max: 999 }),
      headers,
      async (method, sent, status, headers) => {
        const observation = await judgeResponse({ method, status, headers, header: (name) => sent[name] });
        expect(observation === undefined).toBe(sent.origin === undefined || sent.origin.endsWith(`//${sent.host}`));
      },
    ),
    { numRuns: 300 },
  );
});
