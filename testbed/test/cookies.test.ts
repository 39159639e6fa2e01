import { describe, expect, it } from 'vitest';
import { freshSeed } from '../../setup/fresh-seed.mjs';
import { COOKIE_BROWSERS, engineOf, startCookieBrowser } from '../src/cookies/browsers.js';
import { generateCookie } from '../src/cookies/generate.js';
import { agrees, describeCookieTrial, tryCookies } from '../src/cookies/trial.js';
import { needs } from '../src/needs.js';

/** `npm run cookies` has as many as one likes. */
const CASES = 100;

describe.each(COOKIE_BROWSERS)('%s', (name) => {
  it.runIf(needs(engineOf(name)))(`stores and sends the cookies that the rules say, in ${CASES} cases`, async () => {
    const seed = String(freshSeed());
    const browser = await startCookieBrowser(name);
    try {
      const trials = await tryCookies(browser, seed, CASES);
      const wrong = trials.filter((trial) => !agrees(trial)).map(describeCookieTrial);
      expect(wrong, `npm run cookies -- --browser ${name} --seed ${seed} --cases ${CASES}`).toEqual([]);
      const seen = trials.map(({ seen: { stored, sent } }) => `${stored} ${sent}`);
      expect(new Set(seen)).toEqual(new Set(['true true', 'true false', 'false false']));
    } finally {
      await browser.close();
    }
  });
});

it('the same seed and index make the same case', () => {
  const cases = Array.from({ length: 50 }, (_, index) => generateCookie('one', index, 0));
  expect(cases).toEqual(Array.from({ length: 50 }, (_, index) => generateCookie('one', index, 0)));
  expect(new Set(cases.map(({ setCookie }) => setCookie)).size).toBe(50);
});
