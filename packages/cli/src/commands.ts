// Written by `npm run lists` from commands/.

import type { Command } from './command.js';
import { audit } from './commands/audit.js';
import { browser } from './commands/browser.js';
import { check } from './commands/check.js';
import { completion } from './commands/completion.js';
import { convert } from './commands/convert.js';
import { demo } from './commands/demo.js';
import { diff } from './commands/diff.js';
import { explain } from './commands/explain.js';
import { fix } from './commands/fix.js';
import { init } from './commands/init.js';
import { lint } from './commands/lint.js';
import { logs } from './commands/logs.js';
import { lsp } from './commands/lsp.js';
import { proxy } from './commands/proxy.js';
import { test } from './commands/test.js';
import { ui } from './commands/ui.js';
import { watch } from './commands/watch.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  convert,
  diff,
  fix,
  explain,
  init,
  lint,
  lsp,
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
