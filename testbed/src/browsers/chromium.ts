import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { recordChromium } from '../recordings/record-chromium.js';
import type { World } from '../servers/world.js';
import type { Browser, StartOptions } from './browser.js';
import { openDesk } from './desk.js';
import { connectDevTools, type DevTools } from './devtools.js';
import { findBrowser } from './executable.js';
import { own, temporaryProfile } from './owned-process.js';

const MARK = '@mark';

/** Without a screen, and without requests of its own. */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

const FLAGS = ['--headless', '--remote-debugging-pipe', ...QUIET_FLAGS];

/**
 * The servers are on loopback like the page, so the question to the user would only stand in the way. A sandboxed frame in
 * the page's own process prints to the page's console.
 */
const NO_FRAME_PROCESSES = '--disable-features=LocalNetworkAccessChecks,IsolateSandboxedIframes';

/** Chromium with one page open, without anything of the testbed's in it. */
export interface LaunchedChromium {
  readonly devTools: DevTools;
  /** The page's. */
  readonly session: string;
  readonly version: string;
  end(): Promise<void>;
}

export interface ChromiumOptions {
  readonly flags: readonly string[];
  /** As in the profile's own file. */
  readonly preferences?: object;
  /** Runs when the browser ends by itself. */
  readonly lost: (error: Error) => void;
}

export async function launchChromium({ flags, preferences, lost }: ChromiumOptions): Promise<LaunchedChromium> {
  const profile = temporaryProfile();
  if (preferences) {
    mkdirSync(path.join(profile.folder, 'Default'));
    writeFileSync(path.join(profile.folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  }
  const args = [...FLAGS, ...flags, `--user-data-dir=${profile.folder}`, 'about:blank'];
  const chromium = await own(findBrowser('chromium'), args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: profile.folder },
  });
  const [, , , to, from] = chromium.child.stdio;
  const devTools = connectDevTools(to as Writable, from as Readable, lost);
  const { product } = await devTools.command('Browser.getVersion');
  const { targetId } = await devTools.command('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await devTools.command('Target.attachToTarget', { targetId, flatten: true });
  return {
    devTools,
    session: sessionId as string,
    version: String(product).replace(/^.*\//, ''),
    async end() {
      await chromium.end();
      profile.remove();
    },
  };
}

/**
 * Chromium. Its console is the DevTools protocol's Log domain; marks come through Runtime, on the same pipe. No more of
 * the protocol is switched on than that, as each request would pay for it.
 */
export async function startChromium(world: World, { network }: StartOptions = {}): Promise<Browser> {
  const desk = openDesk(world, { engine: 'chromium', mark: `(name) => console.log('${MARK}', name)` });
  const { devTools, session, version, end } = await launchChromium({ flags: [NO_FRAME_PROCESSES], lost: desk.fail });

  devTools.on('Log.entryAdded', ({ entry }) => {
    desk.print({ kind: 'message', text: (entry as { text: string }).text });
  });
  devTools.on('Runtime.consoleAPICalled', ({ args }) => {
    const [label, name] = args as { value: unknown }[];
    if (label?.value === MARK) desk.print({ kind: 'mark', text: String(name?.value) });
  });
  devTools.on('Target.targetCrashed', () => desk.fail(new Error("chromium's page has crashed")));

  await devTools.command('Log.enable', {}, session);
  await devTools.command('Runtime.enable', {}, session);
  const recorded = network && (await recordChromium(devTools, session));
  await devTools.command('Page.navigate', { url: desk.url }, session);
  return {
    engine: 'chromium',
    version,
    run: desk.run,
    ...(recorded && { recorded: async () => recorded() }),
    async close() {
      desk.fail(new Error('chromium is closed'));
      await end();
    },
  };
}
