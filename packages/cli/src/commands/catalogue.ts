import type { Command } from '../command.js';
import { audit } from './audit.js';
import { browser } from './browser.js';
import { check } from './check.js';
import { completion } from './completion.js';
import { demo } from './demo.js';
import { explain } from './explain.js';
import { fix } from './fix.js';
import { init } from './init.js';
import { logs } from './logs.js';
import { proxy } from './proxy.js';
import { test } from './test.js';
import { ui } from './ui.js';
import { watch } from './watch.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  fix,
  explain,
  init,
  test,
  watch,
  audit,
  logs,
  proxy,
  browser,
  ui,
  demo,
  completion,
];
