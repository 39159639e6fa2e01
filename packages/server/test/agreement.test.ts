import { type EngineName, get, simulate } from '@corsmith/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerAsync, answersOf, createPolicy } from '../src/index.js';
import { pageRequest, permits, policyConfig } from './policies.js';

const ENGINES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];

test('every engine allows exactly what the policy allows', async () => {
  const seen = { allowed: 0, denied: 0 };
  await fc.assert(
    fc.asyncProperty(policyConfig, pageRequest, async (config, page) => {
      const policy = createPolicy(config);
      for (const engine of ENGINES) {
        const outcome = await simulate(page, answersOf(policy), { engine });
        const verdicts = await Promise.all(outcome.exchanges.map(({ request }) => permits(config, page, request)));
        expect(outcome.allowed, engine).toBe(verdicts.every(Boolean));
        seen[outcome.allowed ? 'allowed' : 'denied']++;
      }
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(3000);
});

test('the answer says beforehand what the engine will say, but for credentials, which a server cannot see', async () => {
  await fc.assert(
    fc.asyncProperty(policyConfig, pageRequest, async (config, page) => {
      const policy = createPolicy(config);
      const outcome = await simulate({ ...page, credentials: 'omit' }, answersOf(policy), { engine: 'standard' });
      const answers = outcome.exchanges.map(({ request }) =>
        answerAsync(policy, { method: request.method, headers: (name) => get(request.headers, name) }),
      );
      expect((await Promise.all(answers)).every((answer) => answer.allowed)).toBe(outcome.allowed);
    }),
    { numRuns: 1000 },
  );
});
