import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../src/browsers/browser.js';
import { startChromium } from '../src/browsers/chromium.js';
import { needs } from '../src/needs.js';
import { startWorld, type World } from '../src/servers/world.js';
import { runCell } from '../src/stacks/cell.js';
import { modules } from '../src/stacks/modules.js';

/** A slice of what `npm run testbed` runs: a cell of each of these, each of another cause. */
const SLICE: readonly (readonly [stack: string, cause: string])[] = [
  ['express', 'preflight-needs-auth'],
  ['fastify', 'method-not-allowed'],
  ['koa', 'origin-mismatch'],
  ['hono', 'preflight-not-handled'],
  ['h3', 'wildcard-with-credentials'],
  ['node-http', 'duplicate-allow-origin'],
  ['fastapi', 'credentials-not-allowed'],
  ['flask', 'preflight-redirected'],
  ['django', 'header-not-allowed'],
  ['go-rs-cors', 'multiple-origins-in-header'],
  ['cloudflare-worker', 'no-allow-origin'],
  ['nginx', 'stripped-by-proxy'],
  ['apache', 'overwritten-by-proxy'],
  ['caddy', 'gateway-error'],
  ['haproxy', 'added-twice-by-proxy'],
  ['varnish', 'cached-without-vary'],
];

const inChromium = needs('chromium');

describe('a real server that is broken in one way', () => {
  let world: World;
  let chromium: Browser;
  beforeAll(async () => {
    if (!inChromium) return;
    world = await startWorld();
    chromium = await startChromium(world);
  });
  afterAll(async () => {
    await chromium?.close();
    world?.close();
  });

  for (const [stack, cause] of SLICE) {
    const module = modules.find(({ id }) => id === stack)!;
    const broken = module.broken.find((one) => one.cause === cause)!;
    test.runIf(inChromium && needs(...module.needs))(`${stack}: ${cause}, and the recipe fixes it`, async () => {
      const { app } = world.origins;
      const cell = { module, broken, origin: app, browsers: [chromium], thorough: true };
      expect((await runCell(cell)).problems).toEqual([]);
    });
  }
});

test('every stack is broken in at least seven ways, in words of its own', () => {
  for (const { id, broken } of modules) {
    expect(new Set(broken.map(({ cause }) => cause)).size, id).toBeGreaterThanOrEqual(7);
  }
});
