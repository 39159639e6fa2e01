import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PreflightCache, simulate } from '../src/index.js';
import { pageRequest as arbitraryRequest, responses, sendFrom } from './arbitrary-exchanges.js';
import { cases, pageRequest, recording, scriptedSend } from './recordings.js';
import { expectRoundTrip } from './round-trip.js';

const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

describe.each(ENGINES)('%s: what it prints reads back as what it decided', (engine) => {
  const runs = recording(engine);
  test('in every recorded case', async () => {
    let messageCount = 0;
    for (const scripted of cases) {
      const cache = new PreflightCache();
      for (const [i, recorded] of [scripted.request, ...(scripted.then ?? [])].entries()) {
        const request = pageRequest(recorded);
        const outcome = await simulate(request, scriptedSend(scripted, []), { engine, cache });
        const printed = (runs.get(scripted.name)?.[i]?.messages ?? [])
          .filter((message) => !message.startsWith('Failed to load resource:'))
          .map((message) => message.replaceAll('{ID}', 'ID'));
        expectRoundTrip(request, { ...outcome, messages: printed });
        messageCount += printed.length;
      }
    }
    expect(messageCount).toBeGreaterThan(100);
  });

  test('for generated requests and responses', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRequest, responses, async (request, list) => {
        expectRoundTrip(request, await simulate(request, sendFrom(list), { engine }));
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});
