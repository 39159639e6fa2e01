import { expect, test } from 'vitest';
import { build } from '../../packages/cli/test/built-cli.js';
import { runFaults } from '../src/monitor/faults/run.js';
import { needs } from '../src/needs.js';

// The same with 200 endpoints for ten minutes is `npm run faults`.

/** In milliseconds. */
const INTERVAL = Number(process.env.INTERVAL ?? 1000);

test.runIf(needs('redis'))(
  'two workers on one Redis, and each kind of fault but long pauses: every receiver ends up knowing the truth, once',
  { timeout: 600_000 },
  async () => {
    await build();
    const { unaware, doubled, alerts, happened } = await runFaults({
      workers: 2,
      endpoints: 12,
      intervalMs: INTERVAL,
      durationMs: 0,
      seed: 1,
      // A receiver that rejects messages is notified again after five minutes.
      without: ['a receiver rejects messages (404)'],
      say: () => {},
    });
    expect({ unaware, doubled }).toEqual({ unaware: [], doubled: [] });
    expect(alerts).toBeGreaterThan(0);
    expect(happened.size).toBeGreaterThan(8);
  },
);
