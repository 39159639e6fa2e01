import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../src/browsers/browser.js';
import { ENGINES } from '../src/browsers/browsers.js';
import { needs } from '../src/needs.js';
import { olderThanModelled } from '../src/oracle/modelled.js';
import { failure } from '../src/oracle/report.js';
import { runSpan, type Verdict } from '../src/oracle/run.js';
import type { Trial } from '../src/oracle/trial.js';
import { startWorld, type World } from '../src/servers/world.js';

/** The same at every run, and one that no run has had. A failure names it, and the command that plays a case again. */
const SLICES = [
  { seed: 'slice', count: 1000 },
  { seed: String(randomInt(2 ** 31)), count: 500 },
];

describe.each(ENGINES)('%s', (engine, start) => {
  describe.runIf(needs(engine))('beside simulate', () => {
    let world: World;
    let browser: Browser;
    beforeAll(async () => {
      world = await startWorld();
      browser = await start(world);
    });
    afterAll(async () => {
      await browser?.close();
      world?.close();
    });

    it.each(SLICES)('does in $count cases of seed "$seed" what is foretold', async ({ seed, count }) => {
      console.log(`${engine}: seed "${seed}"`);
      const verdict = await runSpan(world, browser, { seed, first: 0, count });
      const said = failure(verdict, seed);
      if (said !== undefined) expect.fail(said);
      expect(verdict.agreed).toEqual({ outcome: count, headers: count, sent: count, console: count });
    });
  });
});

describe('a failure', () => {
  const group = {
    point: 'sent',
    kind: 'browser: preflight | simulate: actual',
    count: 2,
    index: 42,
    trial: {} as Trial,
  };
  const verdict = (version: string, groups = [group]) =>
    ({ engine: 'firefox', version, cases: 500, seconds: 5, agreed: {}, groups }) as unknown as Verdict;

  it('names the seed and the command that plays the case again', () => {
    const said = failure(verdict('153.7.0'), '17');
    expect(said).toContain('500 cases of seed 17');
    expect(said).toContain('npm run oracle -- --engine firefox --seed 17 --index 42');
    expect(said).not.toContain('older');
    expect(failure(verdict('153.7.0', []), '17')).toBeUndefined();
  });

  it('says so where the browser is older than the one that is modelled', () => {
    const said = 'This firefox (128.5.0) is older than the one that simulate models (153)';
    expect(failure(verdict('128.5.0'), '17')).toContain(said);
    expect(olderThanModelled({ engine: 'webkit', version: 'WebKitGTK 2.50.6' })).toBeUndefined();
    expect(olderThanModelled({ engine: 'webkit', version: 'WebKitGTK 2.48.1' })).toContain('webkit2gtk-driver');
  });
});
