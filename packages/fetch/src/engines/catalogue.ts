import { chromium } from './chromium.js';
import type { BrowserEngine, Words } from './engine.js';
import { firefox } from './firefox.js';
import { standard } from './standard.js';
import { webkit } from './webkit.js';

export const engines: Readonly<Record<BrowserEngine, Words>> = { standard, chromium, firefox, webkit };
