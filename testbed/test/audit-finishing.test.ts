import { audit } from '@corsmith/audit';
import { expect, it } from 'vitest';
import { BLOCKS, blockingAfter } from '../../packages/audit/test/blocking-server.js';
import { serverThat } from '../../packages/audit/test/matcher-server.js';
import { APP } from '../../packages/audit/test/origin-matchers.js';
import { serve } from '../../packages/doctor/test/scripted-server.js';

// A run of fewer requests than that is not blocked at all.
const MOST = 150;
const list = serverThat((origin) => origin === APP);
const SETUPS = [
  { server: list, trusted: [APP] },
  { server: serverThat((origin) => origin === APP || /\.onrender\.com$/.test(origin)), trusted: [APP] },
  { server: list, trusted: [] },
  { server: serverThat(() => false), trusted: [APP] },
  { server: serverThat((origin) => origin.startsWith(APP)), trusted: [APP, 'https://admin.example.com'] },
] as const;
const KINDS = Object.values(BLOCKS);

it('a firewall that blocks after n requests, for every n: never said to be finished', async () => {
  let blocked = 0;
  for (let count = 1; count <= MOST; count++) {
    const { server, trusted } = SETUPS[count % SETUPS.length]!;
    const { url } = await serve(blockingAfter(count, KINDS[count % KINDS.length]!, server));
    const { finished, exchanges } = await audit({ url, trusted });
    if (exchanges.length <= count) continue;
    blocked++;
    expect(finished, `after ${count} requests`).toBe(false);
  }
  expect(blocked).toBeGreaterThan(100);
}, 120_000);
