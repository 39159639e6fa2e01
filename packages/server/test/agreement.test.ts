import { get, simulate } from '@corsmith/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPolicy, respondAsync, responsesOf } from '../src/index.js';
import { expectAgreement } from './agreement.js';
import { pageRequest, policyConfig } from './policies.js';

// The testbed has ten thousand of them.
test('every engine allows exactly what the policy allows', () => expectAgreement(1000), 60_000);

test('respond predicts the engine’s verdict, except for credentials, which a server cannot see', async () => {
  await fc.assert(
    fc.asyncProperty(policyConfig, pageRequest, async (config, page) => {
      const policy = createPolicy(config);
      const outcome = await simulate({ ...page, credentials: 'omit' }, responsesOf(policy), { engine: 'standard' });
      const responses = outcome.exchanges.map(({ request }) =>
        respondAsync(policy, { method: request.method, headers: (name) => get(request.headers, name) }),
      );
      expect((await Promise.all(responses)).every(({ allowed }) => allowed)).toBe(outcome.allowed);
    }),
    { numRuns: 500 },
  );
});
