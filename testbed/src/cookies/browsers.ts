import type { EngineWithBrowser } from '../browsers/browser.js';
import { launchChromium } from '../browsers/chromium.js';
import { launchFirefox } from '../browsers/firefox.js';
import { launchWebKit } from '../browsers/webkit.js';
import type { CookieCase, CookieFate } from './cookie-case.js';
import { startHostsProxy } from './hosts-proxy.js';
import { createTour, START } from './tour.js';

/** `chromium-blocking` blocks third-party cookies, as Incognito does. */
export type CookieBrowserName = EngineWithBrowser | 'chromium-blocking';

/** A browser for which every host exists. */
export interface CookieBrowser {
  readonly name: CookieBrowserName;
  readonly version: string;
  run(cases: readonly CookieCase[]): Promise<readonly CookieFate[]>;
  close(): Promise<void>;
}

interface Launched {
  readonly version: string;
  end(): Promise<void>;
}

type Launch = (port: number, lost: (error: Error) => void) => Promise<Launched>;

/** `cookie_controls_mode` 1 blocks third-party cookies, 0 does not: Chrome's default, but not Debian's. */
const chromium =
  (cookieControls: 0 | 1): Launch =>
  async (port, lost) => {
    const flags = [
      `--proxy-server=127.0.0.1:${port}`,
      '--proxy-bypass-list=<-loopback>',
      '--ignore-certificate-errors',
      '--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
    ];
    const { devTools, session, version, end } = await launchChromium({
      flags,
      preferences: { profile: { cookie_controls_mode: cookieControls } },
      lost,
    });
    await devTools.command('Page.navigate', { url: START }, session);
    return { version, end };
  };

const firefox: Launch = async (port, lost) => {
  const { marionette, version, end } = await launchFirefox({
    lost,
    capabilities: { acceptInsecureCerts: true },
    preferences: {
      'dom.security.https_first': false,
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': port,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': port,
      'network.proxy.no_proxies_on': '',
      'network.proxy.allow_hijacking_localhost': true,
      // Marionette's own are for tests that want less of a browser.
      'remote.prefs.recommended': false,
    },
  });
  await marionette.command('WebDriver:Navigate', { url: START });
  return { version, end };
};

/** With ITP, as Safari has it. */
const webkit: Launch = (port, lost) =>
  launchWebKit({
    flags: [`--proxy=http://127.0.0.1:${port}`, '--ignore-tls-errors', '--enable-itp'],
    url: START,
    lost,
  });

const LAUNCHES: Readonly<Record<CookieBrowserName, Launch>> = {
  chromium: chromium(0),
  'chromium-blocking': chromium(1),
  firefox,
  webkit,
};

export const COOKIE_BROWSERS = Object.keys(LAUNCHES) as readonly CookieBrowserName[];

/** The browser that it is, by its group of setup/system-packages.mjs. */
export const engineOf = (name: CookieBrowserName): EngineWithBrowser =>
  name === 'chromium-blocking' ? 'chromium' : name;

export async function startCookieBrowser(name: CookieBrowserName): Promise<CookieBrowser> {
  const tour = createTour();
  const proxy = await startHostsProxy(tour.respond);
  try {
    const { version, end } = await LAUNCHES[name](proxy.port, tour.fail);
    return {
      name,
      version,
      run: tour.run,
      async close() {
        tour.fail(new Error(`${name} is closed`));
        await end();
        proxy.close();
      },
    };
  } catch (error) {
    proxy.close();
    throw error;
  }
}
