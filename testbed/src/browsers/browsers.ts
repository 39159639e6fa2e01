import type { EngineWithBrowser, StartBrowser } from './browser.js';
import { startChromium } from './chromium.js';
import { startFirefox } from './firefox.js';
import { startWebKit } from './webkit.js';

/** How each engine's browser is started. */
export const BROWSERS: Readonly<Record<EngineWithBrowser, StartBrowser>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
};

/** The same as pairs. */
export const ENGINES = Object.entries(BROWSERS) as (readonly [EngineWithBrowser, StartBrowser])[];
