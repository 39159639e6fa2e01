import type { EngineName } from '@corsmith/protocol';
import { chromium } from './chromium.js';
import type { Words } from './engine.js';
import { firefox } from './firefox.js';
import { standard } from './standard.js';
import { webkit } from './webkit.js';

export const ENGINE_NAMES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];
export const engines: Readonly<Record<EngineName, Words>> = { standard, chromium, firefox, webkit };
