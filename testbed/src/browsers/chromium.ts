import type { Readable, Writable } from 'node:stream';
import type { World } from '../servers/world.js';
import type { Browser } from './browser.js';
import { openDesk } from './desk.js';
import { connectDevTools } from './devtools.js';
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

const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  ...QUIET_FLAGS,
  // The servers are on loopback like the page, so the question to the user would only stand in the way. A sandboxed
  // frame in the page's own process prints to the page's console.
  '--disable-features=LocalNetworkAccessChecks,IsolateSandboxedIframes',
];

/**
 * Chromium. Its console is the DevTools protocol's Log domain; marks come through Runtime, on the same pipe. No more of
 * the protocol is switched on than that, as each request would pay for it.
 */
export async function startChromium(world: World): Promise<Browser> {
  const profile = temporaryProfile();
  const chromium = await own(findBrowser('chromium'), [...FLAGS, `--user-data-dir=${profile.folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: profile.folder },
  });
  const desk = openDesk(world, { engine: 'chromium', mark: `(name) => console.log('${MARK}', name)` });
  const [, , , to, from] = chromium.child.stdio;
  const devTools = connectDevTools(to as Writable, from as Readable, desk.fail);

  devTools.on('Log.entryAdded', ({ entry }) => {
    desk.print({ kind: 'message', text: (entry as { text: string }).text });
  });
  devTools.on('Runtime.consoleAPICalled', ({ args }) => {
    const [label, name] = args as { value: unknown }[];
    if (label?.value === MARK) desk.print({ kind: 'mark', text: String(name?.value) });
  });
  devTools.on('Target.targetCrashed', () => desk.fail(new Error("chromium's page has crashed")));

  const { product } = await devTools.command('Browser.getVersion');
  const { targetId } = await devTools.command('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await devTools.command('Target.attachToTarget', { targetId, flatten: true });
  await devTools.command('Log.enable', {}, sessionId as string);
  await devTools.command('Runtime.enable', {}, sessionId as string);
  await devTools.command('Page.navigate', { url: desk.url }, sessionId as string);
  return {
    engine: 'chromium',
    version: String(product).replace(/^.*\//, ''),
    run: desk.run,
    async close() {
      desk.fail(new Error('chromium is closed'));
      await chromium.end();
      profile.remove();
    },
  };
}
