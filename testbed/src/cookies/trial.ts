import {
  COOKIE_RULES,
  type CookieRules,
  type CookieVerdict,
  chromiumBlockingCookies,
  judgeCookie,
  webkitGtkCookies,
} from '@corsmith/protocol';
import { getPublicSuffix } from 'tldts';
import type { CookieBrowser, CookieBrowserName } from './browsers.js';
import type { CookieCase, CookieFate } from './cookie-case.js';
import { generateCookie } from './generate.js';

/** The rules of the browsers as they are tested here. */
const RULES: Readonly<Record<CookieBrowserName, CookieRules>> = {
  chromium: COOKIE_RULES.chromium,
  'chromium-blocking': chromiumBlockingCookies,
  firefox: COOKIE_RULES.firefox,
  webkit: webkitGtkCookies,
};

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

/** Generated cases, in the browser and by the rules. */
export async function tryCookies(
  browser: CookieBrowser,
  seed: string,
  count: number,
  first = 0,
): Promise<CookieTrial[]> {
  const trials: CookieTrial[] = [];
  for (let from = first; from < first + count; from += ROUND) {
    const indices = Array.from({ length: Math.min(ROUND, first + count - from) }, (_, at) => from + at);
    const cases = indices.map((index) => generateCookie(seed, index, Math.floor(index / ROUND)));
    const seen = await browser.run(cases);
    for (const [at, one] of cases.entries()) {
      const judged = judgeCookie(one.setCookie, one, RULES[browser.name], { isPublicSuffix });
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
