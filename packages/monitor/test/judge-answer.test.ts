import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeAnswer } from '../src/metrics/judge-answer.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('*', 'https://a.example', 'PUT', 'x-a, x-b'),
);

test('nothing that a request or an answer holds makes it fail', async () => {
  const headers = fc.array(
    fc.tuple(fc.constantFrom('access-control-allow-origin', 'access-control-allow-methods', 'vary', 'location'), text),
  );
  const asked = fc.dictionary(
    fc.constantFrom('origin', 'host', 'cookie', 'access-control-request-method', 'access-control-request-headers'),
    text,
  );
  const method = fc.constantFrom('OPTIONS', 'GET', 'PUT');
  await fc.assert(
    fc.asyncProperty(
      method,
      asked,
      fc.integer({ min: 100, max: 999 }),
      headers,
      async (method, asked, status, headers) => {
        const observation = await judgeAnswer({ method, status, headers, header: (name) => asked[name] });
        expect(observation === undefined).toBe(asked.origin === undefined || asked.origin.endsWith(`//${asked.host}`));
      },
    ),
    { numRuns: 300 },
  );
});
