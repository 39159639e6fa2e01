import { chromium } from 'playwright-core';
import type { World } from '../servers/world.js';
import type { Browser } from './browser.js';
import { openDesk } from './desk.js';
import { findOnPath } from './executable.js';

const MARK = '@mark';

/** Debian's Chromium. Its console is the DevTools protocol's Log domain; marks come through Runtime, on the same pipe. */
export async function startChromium(world: World): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: findOnPath(['chromium', 'chromium-browser', 'google-chrome'], 'chromium'),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The servers are on loopback like the page, so the prompt would only stand in the way. A sandboxed frame in the
      // page's own process prints to the page's console.
      '--disable-features=LocalNetworkAccessChecks,IsolateSandboxedIframes',
    ],
  });
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  const desk = openDesk(world, { engine: 'chromium', mark: `(name) => console.log('${MARK}', name)` });
  session.on('Log.entryAdded', ({ entry }) => desk.print({ kind: 'message', text: entry.text }));
  session.on('Runtime.consoleAPICalled', ({ args: [label, name] }) => {
    if (label?.value === MARK) desk.print({ kind: 'mark', text: String(name?.value) });
  });
  browser.on('disconnected', () => desk.fail(new Error('chromium has ended')));
  page.on('crash', () => desk.fail(new Error("chromium's page has crashed")));
  await session.send('Log.enable');
  await session.send('Runtime.enable');
  await page.goto(desk.url);
  return { engine: 'chromium', version: browser.version(), run: desk.run, close: () => browser.close() };
}
