import { changesOf, testedVersions } from '@corsmith/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, PageStep } from '../src/browsers/browser.js';
import { ENGINES } from '../src/browsers/browsers.js';
import { needs } from '../src/needs.js';
import { type OracleCase, stagedPage } from '../src/oracle/case.js';
import { compare } from '../src/oracle/compare.js';
import { describeTrial } from '../src/oracle/report.js';
import { THROUGH } from '../src/oracle/through.js';
import { tryCase } from '../src/oracle/trial.js';
import type { ScriptedResponse } from '../src/servers/scripted-response.js';
import { startWorld, type World } from '../src/servers/world.js';

const API = '{API}/c/{ID}/main';
const respondWith = (status: number, ...headers: (readonly [string, string])[]): ScriptedResponse => ({
  kind: 'response',
  status,
  headers,
});
const OPEN = respondWith(200, ['Access-Control-Allow-Origin', '*']);
const one = (steps: readonly PageStep[], actual = OPEN, preflight = OPEN): OracleCase => ({
  page: 'app',
  steps,
  script: { main: { preflight, actual } },
  broken: [],
});

const PUT = ['Access-Control-Allow-Methods', 'PUT'] as const;
const NULL = ['Access-Control-Allow-Origin', 'null'] as const;
const STAR = ['Access-Control-Allow-Origin', '*'] as const;
const put = { url: '{OTHER}/c/{ID}/main', method: 'PUT' };

/** The smallest exchange that shows each change, by its id. */
const SHOWN: Readonly<Record<string, OracleCase>> = {
  'private-network-header': one([{ url: API, headers: [['Access-Control-Request-Private-Network', 'true']] }]),
  'range-unit': one([{ url: API, headers: [['Range', 'Bytes=0-10']] }]),
  'cache-after-redirect': {
    ...one([put, put]),
    script: {
      main: {
        preflight: respondWith(200, STAR, PUT),
        actual: respondWith(308, STAR, ['Location', '{API}/c/{ID}/two']),
      },
      two: { preflight: respondWith(200, NULL, PUT), actual: respondWith(200, NULL) },
    },
  },
  'cors-schemes': one([{ url: API }], respondWith(307, STAR, ['Location', 'javascript:1'])),
  'blob-redirects': one(
    [{ url: API, initiator: 'xhr' }],
    respondWith(308, STAR, ['Location', 'blob:{APP}/9115d58c-bcda-ff47-86e5-083e9a215304']),
  ),
  'method-before-headers': one([{ url: API, mode: 'no-cors', method: 'PUT', headers: [['', '1']] }]),
  'range-of-data': one([{ url: 'data:text/plain,0', initiator: 'xhr', headers: [['Range', 'bytes=0-10']] }]),
};

/** Changes of nothing but the error that the page sees. */
const WORDS = ['method-before-headers'];
const foretellBy = (id: string) => (WORDS.includes(id) ? THROUGH.fetch : THROUGH.simulate).foretell;

it('every change is shown, and nothing else', () => {
  const ids = ENGINES.flatMap(([engine]) => changesOf(engine).map(({ id }) => id));
  expect(Object.keys(SHOWN).sort()).toEqual(ids.sort());
});

describe.each(ENGINES)('%s', (engine, start) => {
  const changes = changesOf(engine);

  it.each(changes)('$id makes a difference since $since', async ({ id, since }) => {
    const world = await startWorld();
    const shown = SHOWN[id]!;
    const versions = testedVersions(engine);
    const before = versions[versions.indexOf(since) - 1]!;
    const foretell = async (version: string) => {
      const staged = world.stage(shown.script);
      const predicted = await foretellBy(id)(world, { engine, version }, staged, stagedPage(shown, staged), []);
      return JSON.parse(staged.unfill(JSON.stringify(predicted)));
    };
    expect(compare(await foretell(since), await foretell(before))).not.toEqual([]);
    world.close();
  });

  describe.runIf(changes.length > 0 && needs(engine))('as installed', () => {
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

    it.each(changes)('does of $id what its version does', async ({ id }) => {
      const trial = await tryCase(world, browser, SHOWN[id]!, foretellBy(id));
      expect(trial.disagreements, describeTrial(trial)).toEqual([]);
    });
  });
});
