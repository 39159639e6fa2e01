import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, StartBrowser } from '../src/browsers/browser.js';
import { startChromium } from '../src/browsers/chromium.js';
import { startFirefox } from '../src/browsers/firefox.js';
import { startWebKit } from '../src/browsers/webkit.js';
import { needs } from '../src/needs.js';
import { comparedLines } from '../src/oracle/excluded.js';
import { generate } from '../src/oracle/generator/generate.js';
import { type Trial, tryCase } from '../src/oracle/trial.js';
import type { ScriptedResponse } from '../src/servers/scripted-response.js';
import { startWorld, type World } from '../src/servers/world.js';

const ENGINES: readonly (readonly [string, StartBrowser, RegExp])[] = [
  ['chromium', startChromium, /blocked by CORS policy/],
  ['firefox', startFirefox, /^Cross-Origin Request Blocked/],
  ['webkit', startWebKit, /Access-Control-Allow-Origin/],
];

const untimed = ({ observed: { steps, sent } }: Trial) => ({ sent, steps: steps.map((step) => ({ ...step, at: 0 })) });

const respondWith = (headers: readonly (readonly [string, string])[]): ScriptedResponse => ({
  kind: 'response',
  status: 200,
  headers,
});
const ALL = respondWith([
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', '*'],
]);
const SCRIPT = { open: { preflight: ALL, actual: ALL }, shut: { preflight: ALL, actual: respondWith([]) } };

describe.each(ENGINES)('%s', (engine, start, refusal) => {
  describe.runIf(needs(engine))('as a real browser', () => {
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

    it('reports its version', () => {
      expect(browser.version).toMatch(/\d+\.\d+/);
    });

    it('sends what a page requests, and shows the page what it may read', async () => {
      const stage = world.stage(SCRIPT);
      const step = { url: stage.fill('{API}/c/{ID}/open'), method: 'PUT' };
      const [seen] = await browser.run({ page: 'app', steps: [step] });
      expect(seen).toMatchObject({ result: { kind: 'response', type: 'cors', status: 200 }, messages: [] });
      expect(stage.received.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT']);
      stage.remove();
    });

    it('keeps every line of the console with the step that printed it, at full speed', async () => {
      const stage = world.stage(SCRIPT);
      const step = (i: number) => ({
        url: stage.fill(`{API}/c/{ID}/${i % 3 === 0 ? 'shut' : 'open'}?${i}`),
        initiator: i % 2 === 0 ? ('fetch' as const) : ('xhr' as const),
        method: i % 5 === 0 ? 'DELETE' : 'GET',
      });
      const seen = await Promise.all(
        Array.from({ length: 150 }, (_, i) => browser.run({ page: i % 7 === 0 ? 'sandbox' : 'app', steps: [step(i)] })),
      );
      seen.forEach(([only], i) => {
        const lines = comparedLines(browser, only?.messages ?? []);
        if (i % 3 === 0) expect(lines.join('\n'), `step ${i}`).toMatch(refusal);
        else expect(lines, `step ${i}`).toEqual([]);
      });
      stage.remove();
    });

    it('gives a page in a sandboxed frame the origin null', async () => {
      const stage = world.stage(SCRIPT);
      await browser.run({ page: 'sandbox', steps: [{ url: stage.fill('{API}/c/{ID}/open') }] });
      expect(stage.received[0]?.headers).toContainEqual(['Origin', 'null']);
      stage.remove();
    });

    it('runs what the generator makes, and sees the same twice', async () => {
      for (let index = 0; index < 40; index++) {
        const first = await tryCase(world, browser, generate('twice', index));
        const second = await tryCase(world, browser, generate('twice', index));
        expect(untimed(second), `index ${index}`).toEqual(untimed(first));
      }
    });
  });

  describe.runIf(needs(engine))('when closed', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'browsers-test-'));
    const before = process.env.TMPDIR;
    beforeAll(() => {
      process.env.TMPDIR = folder;
    });
    afterAll(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(folder, { recursive: true });
    });

    it('leaves no profile behind, and rejects later calls', async () => {
      const world = await startWorld();
      const browser = await start(world);
      expect(readdirSync(folder)).not.toEqual([]);
      await browser.close();
      expect(readdirSync(folder)).toEqual([]);
      await expect(browser.run({ page: 'app', steps: [] })).rejects.toThrow(`${engine} is closed`);
      world.close();
    });
  });
});
