import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { recordFirefox } from '../recordings/record-firefox.js';
import type { ScriptedResponse } from '../servers/scripted-response.js';
import type { World } from '../servers/world.js';
import type { Browser, PageStep, StartOptions } from './browser.js';
import { type Desk, openDesk } from './desk.js';
import { findBrowser } from './executable.js';
import { freePort } from './free-port.js';
import { connectMarionette, type Marionette } from './marionette.js';
import { own, temporaryProfile } from './owned-process.js';
import type { ConsoleLine } from './transcript.js';

const PREFERENCES = {
  'app.normandy.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  // Page and servers are all on loopback, so the question to the user would only stand in the way.
  'network.lna.blocking': false,
  'network.lna.enabled': false,
  'services.settings.server': 'data:,none',
  'toolkit.telemetry.server': '',
};

const START_LIMIT_MS = 60_000;

/**
 * A preflight's messages come from the parent process and may arrive behind the response. So a mark goes to the parent
 * and back first: all of it travels in one ordered channel. The page prints it as an error, which takes the same way
 * as the messages do.
 */
const MARK = `(name) => new Promise((done) => {
  addEventListener('corsmith-flushed', () => { reportError('@mark ' + name); done(); }, { once: true });
  dispatchEvent(new Event('corsmith-flush', { bubbles: true }));
})`;

const FLUSH_SCRIPT = `
  const frames = [];
  addEventListener('corsmith-flush', ({ target }) => { frames.push(target); sendAsyncMessage('corsmith-flush'); }, true, true);
  addMessageListener('corsmith-flushed', () => {
    const target = frames.shift();
    const view = target.ownerGlobal ?? target;
    view.dispatchEvent(new view.Event('corsmith-flushed'));
  });
`;

const WATCH_CONSOLE = `
  window.corsmithConsole = [];
  Services.console.reset();
  Services.console.registerListener({ observe(message) {
    if (!(message instanceof Ci.nsIScriptError)) return;
    window.corsmithConsole.push(message.errorMessage);
    window.corsmithRead?.();
  } });
  const { messageManager } = gBrowser.selectedBrowser;
  messageManager.addMessageListener('corsmith-flush', () => messageManager.sendAsyncMessage('corsmith-flushed'));
  messageManager.loadFrameScript('data:,' + encodeURIComponent(arguments[0]), false);
`;

/** Gives all lines up to the batch's last mark, which may come behind the page's own word that it is done. */
const READ_CONSOLE = `
  const [mark, done] = arguments;
  window.corsmithRead = () => {
    if (!window.corsmithConsole.some((text) => text.endsWith(mark))) return;
    delete window.corsmithRead;
    done(window.corsmithConsole.splice(0));
  };
  window.corsmithRead();
`;

/** Firefox under Marionette, with one page open. */
export interface LaunchedFirefox {
  readonly marionette: Marionette;
  readonly version: string;
  end(): Promise<void>;
}

export interface FirefoxOptions {
  readonly preferences?: Readonly<Record<string, unknown>>;
  readonly capabilities?: Readonly<Record<string, unknown>>;
  /** Runs when the browser ends by itself. */
  readonly lost: (error: Error) => void;
}

export async function launchFirefox(options: FirefoxOptions): Promise<LaunchedFirefox> {
  const profile = temporaryProfile();
  const port = await freePort();
  const preferences = { ...PREFERENCES, ...options.preferences, 'marionette.port': port };
  const lines = Object.entries(preferences).map(([n, value]) => `user_pref("${n}", ${JSON.stringify(value)});\n`);
  writeFileSync(path.join(profile.folder, 'user.js'), lines.join(''));
  const process_ = await own(
    findBrowser('firefox'),
    ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile.folder],
    {
      stdio: 'ignore',
      env: { ...process.env, HOME: profile.folder, TMPDIR: profile.folder, MOZ_CRASHREPORTER_DISABLE: '1' },
    },
  );
  const starting = new AbortController();
  const timer = setTimeout(() => starting.abort(new Error('firefox did not start in time')), START_LIMIT_MS);
  process_.child.on('exit', (code) => starting.abort(new Error(`firefox has ended with ${code}`)));
  const marionette = await connectMarionette(port, starting.signal, options.lost);
  clearTimeout(timer);

  const session = await marionette.command('WebDriver:NewSession', options.capabilities);
  const { browserVersion } = (session as { capabilities: { browserVersion: string } }).capabilities;
  return {
    marionette,
    version: browserVersion,
    async end() {
      marionette.close();
      await process_.end();
      profile.remove();
    },
  };
}

/** Firefox, whose chrome context reads the browser's own console. */
export async function startFirefox(world: World, { network }: StartOptions = {}): Promise<Browser> {
  const desk = openDesk(world, { engine: 'firefox', mark: MARK, afterBatch: (mark) => readConsole(mark) });
  const { marionette, version, end } = await launchFirefox({ lost: desk.fail });
  const readConsole = async (lastMark: string) => {
    const parameters = { script: READ_CONSOLE, args: [`@mark ${lastMark}`] };
    const read = await marionette.command('WebDriver:ExecuteAsyncScript', parameters);
    for (const text of (read as { value: string[] }).value) desk.print(consoleLine(text));
  };

  await marionette.command('WebDriver:Navigate', { url: desk.url });
  // Now, as the page's process is there.
  await marionette.command('Marionette:SetContext', { value: 'chrome' });
  await marionette.command('WebDriver:ExecuteScript', { script: WATCH_CONSOLE, args: [FLUSH_SCRIPT] });
  await rememberPreflights(world, desk);
  await settle(world, desk.run);
  const recorded = network && (await recordFirefox(marionette));
  return {
    engine: 'firefox',
    version,
    run: desk.run,
    ...(recorded && { recorded }),
    async close() {
      desk.fail(new Error('firefox is closed'));
      await end();
    },
  };
}

/**
 * Right after its start Firefox remembers no preflight to another site, until it has made a few (three for one URL, more
 * for several in turn). What is compared is how it goes on from there.
 */
async function rememberPreflights(world: World, desk: Desk): Promise<void> {
  const headers = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'PUT'],
  ] as const;
  const response = { kind: 'response', status: 200, headers } as const;
  for (const page of ['app', 'sandbox'] as const) {
    const stage = world.stage({ main: { preflight: response, actual: response } });
    const step = { url: stage.fill('{API}/c/{ID}/main'), method: 'PUT' };
    for (let tries = 0; ; tries++) {
      if (tries === MOST_WARM_UPS) throw new Error('firefox remembers no preflight');
      const before = stage.received.length;
      await desk.run({ page, steps: [step] });
      if (stage.received.length === before + 1) break;
    }
    stage.remove();
  }
}

const MOST_WARM_UPS = 20;

const SETTLE_TRIES = 100;

/**
 * Firefox forgets a preflight that is older than the DNS record of its host, and writes the record of an address such as
 * 127.0.0.1 anew at its first few uses. So repeat the request until each server's preflight is cached.
 */
async function settle(world: World, run: Browser['run']): Promise<void> {
  const headers = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'PUT'],
  ] as const;
  const allow: ScriptedResponse = { kind: 'response', status: 200, headers };
  const isRemembered = async (origin: string) => {
    const staged = world.stage({ main: { preflight: allow, actual: allow } });
    const step: PageStep = { url: staged.fill(`${origin}/c/{ID}/main`), method: 'PUT' };
    await run({ page: 'app', steps: [step, step] });
    staged.remove();
    return staged.received.filter(({ preflight }) => preflight).length === 1;
  };
  for (const origin of [world.origins.api, world.origins.other]) {
    let tries = 0;
    while (!(await isRemembered(origin))) {
      if (++tries === SETTLE_TRIES) throw new Error(`firefox remembers no preflight of ${origin}`);
    }
  }
}

function consoleLine(text: string): ConsoleLine {
  const mark = /@mark (\S+)/.exec(text)?.[1];
  return mark === undefined ? { kind: 'message', text } : { kind: 'mark', text: mark };
}
