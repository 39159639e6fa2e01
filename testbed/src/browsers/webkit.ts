import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { World } from '../servers/world.js';
import type { Browser } from './browser.js';
import { openDesk } from './desk.js';
import { findMiniBrowser } from './executable.js';
import { own, temporaryProfile } from './owned-process.js';
import type { ConsoleLine } from './transcript.js';
import { startVirtualDisplay } from './virtual-display.js';

export interface LaunchedWebKit {
  readonly version: string;
  end(): Promise<void>;
}

export interface WebKitOptions {
  readonly flags?: readonly string[];
  readonly url: string;
  /** A line of standard error, where the console is printed. */
  readonly printed?: (line: string) => void;
  /** Runs when the browser ends by itself. */
  readonly lost: (error: Error) => void;
}

/** WebKitGTK's MiniBrowser, which prints its console to standard error outside automation. */
export async function launchWebKit({ flags = [], url, printed, lost }: WebKitOptions): Promise<LaunchedWebKit> {
  const miniBrowser = findMiniBrowser();
  const display = await startVirtualDisplay();
  const profile = temporaryProfile();
  const environment = {
    ...process.env,
    HOME: profile.folder,
    TMPDIR: profile.folder,
    XDG_CACHE_HOME: profile.folder,
    XDG_DATA_HOME: profile.folder,
    DISPLAY: display.name,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
  };
  const process_ = await own(miniBrowser, ['--enable-write-console-messages-to-stdout=true', ...flags, url], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process_.child.on('exit', (code) => lost(new Error(`webkit has ended with ${code}`)));
  createInterface(process_.child.stderr!).on('line', (line) => printed?.(line));
  return {
    version: await versionOf(miniBrowser, environment),
    async end() {
      await process_.end();
      await display.end();
      profile.remove();
    },
  };
}

/** WebKitGTK with its console. */
export async function startWebKit(world: World): Promise<Browser> {
  const desk = openDesk(world, { engine: 'webkit', mark: `(name) => console.log('@mark ' + name)` });
  const { version, end } = await launchWebKit({
    url: desk.url,
    lost: desk.fail,
    printed(line) {
      const printed = consoleLine(line);
      if (printed) desk.print(printed);
    },
  });
  return {
    engine: 'webkit',
    version,
    run: desk.run,
    async close() {
      desk.fail(new Error('webkit is closed'));
      await end();
    },
  };
}

/** A line reads `FILE:LINE:COLUMN: CONSOLE SOURCE LEVEL text`, without the place where there is none, and without the source for console.log. */
function consoleLine(line: string): ConsoleLine | undefined {
  const text = /CONSOLE (?:\S+ )?(?:LOG|INFO|DEBUG|WARN|ERROR) (.*)$/.exec(line)?.[1];
  if (text === undefined) return undefined;
  return text.startsWith('@mark ') ? { kind: 'mark', text: text.slice('@mark '.length) } : { kind: 'message', text };
}

async function versionOf(miniBrowser: string, env: NodeJS.ProcessEnv): Promise<string> {
  const process_ = await own(miniBrowser, ['--version'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  process_.child.stdout!.on('data', (chunk) => chunks.push(chunk));
  await once(process_.child, 'close');
  await process_.end();
  // `WebKitGTK 2.50.6`
  return Buffer.concat(chunks)
    .toString()
    .replace(/[^\d.]/g, '');
}
