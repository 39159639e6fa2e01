import type { Browser } from '../observed-exchange.js';
import { chromiumCookies } from './chromium-cookies.js';
import type { CookieRules } from './cookie-rules.js';
import { firefoxCookies } from './firefox-cookies.js';
import { webkitCookies } from './webkit-cookies.js';

/** What each browser does with cookies by its default settings. */
export const COOKIE_RULES: Readonly<Record<Browser, CookieRules>> = {
  chromium: chromiumCookies,
  firefox: firefoxCookies,
  webkit: webkitCookies,
};
