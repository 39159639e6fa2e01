import { type EngineName, simulate } from '@corsmith/protocol';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createPolicy, responsesOf } from '../src/index.js';
import { pageRequest, permits, policyConfig } from './policies.js';

const ENGINES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];

/** That every engine allows exactly what the policy allows, over so many policies and requests of pages. */
export async function expectAgreement(numRuns: number): Promise<void> {
  const seen = { allowed: 0, denied: 0 };
  await fc.assert(
    fc.asyncProperty(policyConfig, pageRequest, async (config, page) => {
      const policy = createPolicy(config);
      for (const engine of ENGINES) {
        const outcome = await simulate(page, responsesOf(policy), { engine });
        const verdicts = await Promise.all(outcome.exchanges.map(({ request }) => permits(config, page, request)));
        expect(outcome.allowed, engine).toBe(verdicts.every(Boolean));
        seen[outcome.allowed ? 'allowed' : 'denied']++;
      }
    }),
    { numRuns },
  );
  expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(numRuns / 4);
}
