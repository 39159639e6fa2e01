import { accessSync, constants, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskText } from '@corsmith/evidence';
import { urlProblem } from '../check/url.js';
import { ExitCode, type Invocation } from '../command.js';
import { paint } from '../terminal/paint.js';
import { UsageError } from '../usage-error.js';
import { findBrowser } from './find-browser.js';
import { useBrowser } from './process.js';
import { warningLines } from './screen.js';
import { switchesOf } from './switches.js';
import { warningPage } from './warning-page.js';

/** Shows the page in a browser of its own, until that is closed or Ctrl-C. */
export async function runBrowser({
  arguments: [url = ''],
  options,
  terminal,
  signal,
}: Invocation<{ readonly browser?: string }>): Promise<ExitCode> {
  refuseOther(url);
  const program = programOf(options.browser);
  const profile = await mkdtemp(join(folderFor(program), 'corsmith-browser-'));
  try {
    terminal.print(paint(warningLines(program, url, terminal.width), terminal.colour));
    const user = process.platform === 'linux' && process.getuid?.() === 0 ? 'root' : 'person';
    const switches = switchesOf({ profile, page: warningPage(url), user });
    const complaint = await useBrowser(program, switches, signal);
    if (complaint !== undefined)
      throw new UsageError([{ message: `${program} has ended: ${complaint}`, hint: '--browser PATH names another' }]);
    return ExitCode.Allowed;
  } finally {
    // The last of its processes may still be writing.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function refuseOther(url: string): void {
  const problem = urlProblem(url);
  if (problem) throw new UsageError([problem]);
  if (!/^https?:/i.test(url))
    throw new UsageError([
      {
        message: `'${maskText(url)}' is not http:// or https://.`,
        hint: 'A page from a file needs a server: npx vite',
      },
    ]);
}

function programOf(named: string | undefined): string {
  if (named !== undefined && !isProgram(named))
    throw new UsageError([{ message: `--browser '${named}' is no program that can be run.` }]);
  const program = named ?? findBrowser({ platform: process.platform, env: process.env, isProgram });
  if (program === undefined)
    throw new UsageError([
      { message: 'No Chrome, Chromium, Edge or Brave is in the usual places.', hint: '--browser PATH names one' },
    ]);
  return program;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A Snap sees a /tmp of its own, and of the person's files only those in its folder. */
const folderFor = (program: string): string =>
  program.startsWith('/snap/') ? join(homedir(), 'snap/chromium/common') : tmpdir();
