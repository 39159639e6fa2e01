import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import puppeteer, { type Browser, type Locator, type Page } from 'puppeteer-core';
import { isOlder } from '../../../setup/system-packages.mjs';
import { QUIET_FLAGS } from '../browsers/chromium.js';
import { findBrowser } from '../browsers/executable.js';
import { needs } from '../needs.js';
import { root } from './ui-process.js';

export const ENGINES = ['chromium', 'firefox'] as const;
export type Engine = (typeof ENGINES)[number];

const KINDS = {
  chromium: { browser: 'chrome', args: QUIET_FLAGS },
  firefox: { browser: 'firefox', args: [] },
} as const;

/** What is looked at by people. */
const screenshots = join(root, '.out', 'screenshots');

/** The view that is shown; others that were opened are there too, hidden. */
export const HERE = 'main > div:not([hidden])';

/** The page in a browser of its own. */
export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
  /** Errors of scripts and of the console. */
  readonly complaints: readonly string[];
  /** Every URL that it has requested. */
  readonly requested: ReadonlySet<string>;
  open(view: string): Promise<void>;
  field(label: string): Locator<Element>;
  /** What `fill('')` leaves as it is. */
  empty(label: string): Promise<void>;
  button(label: string): Locator<Element>;
  /** Turns the switch on or off. */
  toggle(label: string): Promise<void>;
  /** What can be read in the view. */
  text(): Promise<string>;
  /** Resolves once that can be read in the view. */
  reads(pattern: RegExp): Promise<void>;
  /** Keeps a picture, and gives what axe-core objects to, and what has to be scrolled for sideways on a small screen. */
  flaws(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Whether puppeteer can use the page in this browser: under the page's Content-Security-Policy it waits for nothing in Firefox before 153. */
export function canOpen(engine: Engine): boolean {
  if (!needs(engine)) return false;
  if (engine !== 'firefox') return true;
  const version = spawnSync(findBrowser(engine), ['--version'], { encoding: 'utf8' }).stdout;
  const isUsable = !isOlder(version, '153');
  if (!isUsable)
    console.warn(`Tests of the page are skipped: puppeteer cannot use it in ${version.trim()}, only in 153 and later`);
  return isUsable;
}

/** Firefox before 153 resizes, but knows no orientation of the screen, which puppeteer sets at the same time. */
async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewport({ width, height }).catch((error: Error) => {
    if (!error.message.includes('setScreenOrientationOverride')) throw error;
  });
  await page.waitForFunction(`innerWidth === ${width}`);
}

export async function openPage(engine: Engine, link: string): Promise<OpenPage> {
  const { browser: kind, args } = KINDS[engine];
  const userDataDir = mkdtempSync(join(tmpdir(), 'corsmith-page-'));
  const executablePath = findBrowser(engine);
  const browser = await puppeteer.launch({
    browser: kind,
    executablePath,
    args: [...args],
    userDataDir,
    defaultViewport: null,
  });
  const page = await browser.newPage();
  const base = link.split('#')[0];
  const complaints: string[] = [];
  const requested = new Set<string>();
  // What is in a data: URL goes nowhere.
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) requested.add(request.url());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A contract with mistakes gets 400.
    if (message.type() === 'error' && !message.text().includes('status of 400')) complaints.push(message.text());
  });
  await resize(page, 1200, 900);
  await page.goto(link);

  async function flaws(name: string): Promise<readonly string[]> {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}-${engine}.png`) as `${string}.png`, fullPage: true });
    await page.evaluate(axe.source);
    const found: string[] = [];
    // Only Chromium can emulate the color scheme.
    for (const scheme of engine === 'chromium' ? ['light', 'dark'] : ['light']) {
      if (engine === 'chromium') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const { violations } = (await page.evaluate(
        `axe.run(document, { resultTypes: ['violations'] })`,
      )) as axe.AxeResults;
      found.push(...violations.map(({ id, nodes }) => `${scheme} ${id} ${nodes.map(({ html }) => html).join(' ')}`));
    }
    await resize(page, 360, 800);
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    if (width > 360) found.push(`${width} pixels wide on a screen of 360`);
    await page.screenshot({ path: join(screenshots, `${name}-${engine}-360.png`) as `${string}.png`, fullPage: true });
    await resize(page, 1200, 900);
    return found;
  }

  const field = (label: string) =>
    page.locator(
      `::-p-xpath(//*[@id=//main/div[not(@hidden)]//label[starts-with(normalize-space(.), "${label}")]/@for])`,
    );
  const inView = (path: string) => page.locator(`::-p-xpath(//main/div[not(@hidden)]${path})`);
  return {
    browser,
    page,
    complaints,
    requested,
    flaws,
    async open(view) {
      await page.goto(`${base}#/${view}`);
      await page.waitForSelector(`nav a[href="#/${view}"][aria-current]`);
      await page.waitForSelector(`${HERE} h1`);
    },
    field,
    async empty(label) {
      await field(label).click();
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      await page.keyboard.press('Backspace');
    },
    button: (label) => inView(`//button[normalize-space(.)="${label}"]`),
    toggle: (label) => inView(`//label[starts-with(normalize-space(.), "${label}")]/input`).click(),
    text: async () => (await page.evaluate(`document.querySelector('${HERE}').innerText`)) as string,
    async reads(pattern) {
      await page.waitForFunction(`${pattern}.test(document.querySelector('${HERE}')?.innerText ?? '')`);
    },
    async close() {
      await browser.close();
      rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
