import { changesOf, testedVersions } from '@corsmith/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshSeed } from '../../setup/fresh-seed.mjs';
import { systemPackages } from '../../setup/system-packages.mjs';
import type { Browser } from '../src/browsers/browser.js';
import { ENGINES } from '../src/browsers/browsers.js';
import { needs } from '../src/needs.js';
import { disagreement, knownDrift, table } from '../src/oracle/report.js';
import { runSpan } from '../src/oracle/run.js';
import type { Trial } from '../src/oracle/trial.js';
import { isFailure, type Verdict } from '../src/oracle/verdict.js';
import { startWorld, type World } from '../src/servers/world.js';

/** The same for every commit, and one of the commit's own. A failure names it, and the command that plays a case again. */
const SLICES = [
  { seed: 'slice', count: 500 },
  { seed: String(freshSeed()), count: 500 },
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
      const known = knownDrift(verdict, seed);
      if (known !== undefined) console.log(known);
      const said = disagreement(verdict, seed);
      if (isFailure(verdict)) expect.fail(said);
      if (said !== undefined) console.warn(said);
      expect(verdict.cases).toBe(count);
    });
  });
});

describe('what a run says', () => {
  const group = {
    point: 'sent',
    kind: 'browser: preflight | simulate: actual',
    count: 2,
    index: 42,
    trial: {} as Trial,
  };
  const verdict = (version: string, counts: Partial<Verdict> = {}): Verdict => {
    const { disagreeing = 0, drifting = 0 } = counts;
    return {
      engine: 'firefox',
      version,
      cases: 500,
      seconds: 5,
      agreed: { outcome: 500, headers: 500, sent: 500 - disagreeing, console: 500 },
      disagreeing,
      groups: disagreeing > 0 ? [group] : [],
      drifting,
      drift: drifting > 0 ? [group] : [],
    } as Verdict;
  };
  const REPLAY = 'npm run oracle -- --engine firefox --seed 17 --index 42';

  it('on a tested version fails for one disagreement, with the seed and the command that replays it', () => {
    for (const version of ['153.8.0', '140.12.0']) {
      const one = verdict(version, { disagreeing: 1 });
      expect(isFailure(one)).toBe(true);
      expect(disagreement(one, '17')).toContain('in 1 of 500 cases of seed 17');
      expect(disagreement(one, '17')).toContain(REPLAY);
      expect(disagreement(one, '17')).not.toContain('Nobody has tested');
      expect(isFailure(verdict(version))).toBe(false);
      expect(disagreement(verdict(version), '17')).toBeUndefined();
    }
  });

  it.each(['128.5.0', '147.0', '166.1'])(
    'on %s, which nobody has tested, prints the drift and fails above one in a hundred',
    (version) => {
      const some = verdict(version, { disagreeing: 5 });
      expect(isFailure(some)).toBe(false);
      expect(disagreement(some, '17')).toContain(`Nobody has tested firefox ${version}`);
      expect(disagreement(some, '17')).toContain('2      sent   42     browser: preflight | simulate: actual');
      expect(disagreement(some, '17')).toContain(REPLAY);
      expect(isFailure(verdict(version, { disagreeing: 6 }))).toBe(true);
    },
  );

  it('on an older tested version names what differs from the newest', () => {
    const old = verdict('140.12.0', { drifting: 3 });
    expect(isFailure(old)).toBe(false);
    expect(knownDrift(old, '17')).toContain('firefox 140.12.0 differs from 153 in 3 of 500 cases');
    for (const { id } of changesOf('firefox')) expect(knownDrift(old, '17')).toContain(id);
    expect(knownDrift(old, '17')).toContain(REPLAY);
    expect(knownDrift(verdict('153.8.0'), '17')).toBeUndefined();
  });

  it('has a table with the standing of each version and its drift', () => {
    const rows = table([
      verdict('153.8.0'),
      verdict('140.12.0', { drifting: 3 }),
      verdict('166.1', { disagreeing: 5 }),
    ]).split('\n');
    expect(rows[0]).toMatch(/^engine +version +standing +cases +outcome +headers +sent +console +drift +cases\/s$/);
    expect(rows[1]).toMatch(/153\.8\.0 +newest +500 +100\.00 % +100\.00 % +100\.00 % +100\.00 % +100$/);
    expect(rows[2]).toMatch(/140\.12\.0 +tested +500 .* 0\.60 % +100$/);
    expect(rows[3]).toMatch(/166\.1 +untested +500 +100\.00 % +100\.00 % +99\.00 % +100\.00 % +1\.00 % +100$/);
  });
});

it('what set-up upgrades to is the newest tested version', () => {
  for (const [engine] of ENGINES) expect(systemPackages[engine]?.tested).toBe(testedVersions(engine).at(-1));
});
