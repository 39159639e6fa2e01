import { isBefore } from '../engines/engine.js';
import type { Browser } from '../observed-exchange.js';
import { chromiumCookies } from './chromium-cookies.js';
import type { CookieChange, CookieRules } from './cookie-rules.js';
import { firefoxCookieChanges, firefoxCookies } from './firefox-cookies.js';
import { webkitCookies } from './webkit-cookies.js';

/** What each browser does with cookies by its default settings, in the newest tested version. */
export const COOKIE_RULES: Readonly<Record<Browser, CookieRules>> = {
  chromium: chromiumCookies,
  firefox: firefoxCookies,
  webkit: webkitCookies,
};

/** What each browser does with cookies since a tested version, newest first. */
export const COOKIE_CHANGES: Readonly<Record<Browser, readonly CookieChange[]>> = {
  chromium: [],
  firefox: firefoxCookieChanges,
  webkit: [],
};

/** The rules of a version: an untested one has those of the tested one before it. */
export function cookieRulesOf(browser: Browser, version: string): CookieRules {
  const undone = COOKIE_CHANGES[browser].filter(({ since }) => isBefore(version, since));
  return Object.assign({}, COOKIE_RULES[browser], ...undone.map(({ before }) => before));
}
