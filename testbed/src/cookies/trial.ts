import {
  type CookieRules,
  type CookieVerdict,
  chromiumBlockingCookies,
  cookieRulesOf,
  judgeCookie,
  parseSetCookie,
  webkitGtkCookies,
} from '@corsmith/protocol';
import { getPublicSuffix } from 'tldts';
import { type CookieBrowser, type CookieBrowserName, engineOf } from './browsers.js';
import type { CookieCase, CookieFate } from './cookie-case.js';
import { generateCookie } from './generate.js';

/** What departs from the browsers' default settings, as they are tested here. */
const DEPARTURES: Readonly<Record<CookieBrowserName, Partial<CookieRules>>> = {
  chromium: {},
  'chromium-blocking': { thirdParty: chromiumBlockingCookies.thirdParty },
  firefox: {},
  webkit: webkitGtkCookies,
};

/** The rules of the running browser's version. */
const rulesOf = ({ name, version }: Pick<CookieBrowser, 'name' | 'version'>): CookieRules => ({
  ...cookieRulesOf(engineOf(name), version),
  ...DEPARTURES[name],
});

export interface CookieTrial {
  readonly index: number;
  readonly case: CookieCase;
  readonly seen: CookieFate;
  readonly judged: CookieVerdict;
}

/** The whole list, as browsers have it. */
export const isPublicSuffix = (host: string): boolean => getPublicSuffix(host, { allowPrivateDomains: true }) === host;

export const agrees = ({ seen, judged }: CookieTrial): boolean =>
  seen.stored === judged.stored && seen.sent === judged.sent;

/** So many cases share a site: browsers hold 180 cookies of one. */
const ROUND = 400;

/**
 * Before Firefox 153, letting a proxy stand for localhost, as the tests do, also made http://localhost less than secure.
 * Without that it stores Secure cookies there like every version.
 */
const isShown = ({ name, version }: CookieBrowser, { url, setCookie }: CookieCase): boolean =>
  !(name === 'firefox' && Number.parseInt(version, 10) < 153) ||
  !parseSetCookie(setCookie).secure ||
  !/^http:\/\/(?:[^/]+\.)?localhost[:/]/.test(url);

/** Generated cases, in the browser and by the rules. */
export async function tryCookies(
  browser: CookieBrowser,
  seed: string,
  count: number,
  first = 0,
): Promise<CookieTrial[]> {
  const rules = rulesOf(browser);
  const caseAt = (index: number) => generateCookie(seed, index, Math.floor(index / ROUND));
  const trials: CookieTrial[] = [];
  for (let from = first; from < first + count; from += ROUND) {
    const indices = Array.from({ length: Math.min(ROUND, first + count - from) }, (_, at) => from + at).filter(
      (index) => isShown(browser, caseAt(index)),
    );
    const cases = indices.map(caseAt);
    const seen = await browser.run(cases);
    for (const [at, one] of cases.entries()) {
      const judged = judgeCookie(one.setCookie, one, rules, { isPublicSuffix });
      trials.push({ index: indices[at]!, case: one, seen: seen[at]!, judged });
    }
  }
  return trials;
}

export function describeCookieTrial({ index, case: one, seen, judged }: CookieTrial): string {
  const { page, url, credentials, setBy, setCookie } = one;
  const cookie = setCookie.length > 200 ? `${setCookie.slice(0, 200)}…` : setCookie;
  return [
    `#${index} ${page} -> ${url}, credentials ${credentials}, set by ${setBy}`,
    `  Set-Cookie: ${cookie}`,
    `  browser: ${fate(seen)}; rules: ${fate(judged)}${judged.reason ? ` (${judged.attribute}: ${judged.reason})` : ''}`,
  ].join('\n');
}

const fate = ({ stored, sent }: CookieFate): string =>
  `${stored ? 'stored' : 'not stored'}, ${sent ? 'sent' : 'not sent'}`;
