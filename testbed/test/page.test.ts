import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../packages/cli/test/built-cli.js';
import { findOnPath } from '../src/browsers/executable.js';
import { needs } from '../src/needs.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What is looked at by people. */
const screenshots = join(root, '.out', 'screenshots');

const close: (() => unknown)[] = [];
afterAll(async () => {
  for (const one of close.reverse()) await one();
});

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** The page's server, as a person starts it. */
async function startUi(): Promise<{ link: string; base: string }> {
  const child = spawn(process.execPath, [join(root, 'packages/cli/bundle/main.js'), 'ui'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  close.push(async () => {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\S+/.exec(line)?.[0];
    if (link) return { link, base: link.split('#')[0]! };
  }
  throw new Error('corsmith ui ended');
}

/** A slash too many, a method and a header too few. */
const broken: RequestListener = (request, response) => {
  const origin = request.method === 'OPTIONS' ? 'http://localhost:5173/' : 'http://localhost:5173';
  response.writeHead(request.method === 'OPTIONS' ? 204 : 200, {
    'Access-Control-Allow-Origin': origin,
    'X-Powered-By': 'Express',
  });
  response.end();
};

let ui: { link: string; base: string };
let api: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  await build();
  ui = await startUi();
  api = `http://127.0.0.1:${await listening(broken)}/users`;
});

const ENGINES = [
  {
    name: 'chromium',
    browser: 'chrome',
    programs: ['chromium', 'google-chrome'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
  { name: 'firefox', browser: 'firefox', programs: ['firefox-esr', 'firefox'], args: [] },
] as const;

for (const { name, browser: kind, programs, args } of ENGINES)
  describe.runIf(needs(name))(`the page in ${name}`, () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      const userDataDir = mkdtempSync(join(tmpdir(), 'corsmith-page-'));
      browser = await puppeteer.launch({
        browser: kind,
        executablePath: findOnPath(programs, name),
        args: [...args],
        userDataDir,
      });
      close.push(async () => {
        await browser.close();
        rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
      });
      page = await browser.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // A contract with mistakes is answered with 400.
        if (message.type() === 'error' && !message.text().includes('status of 400')) complaints.push(message.text());
      });
      await page.setViewport({ width: 1200, height: 900 });
      await page.goto(ui.link);
    });

    const field = (label: string) =>
      page.locator(`::-p-xpath(//*[@id=//label[starts-with(normalize-space(.), "${label}")]/@for])`);
    const open = async (view: string) => {
      await page.goto(`${ui.base}#/${view}`);
      await page.waitForSelector(`nav a[href="#/${view}"][aria-current]`);
    };
    /** Nothing that axe-core objects to, and nothing to scroll for sideways on a small screen. */
    async function isAccessible(view: string) {
      await page.screenshot({ path: join(screenshots, `${view}-${name}.png`) as `${string}.png`, fullPage: true });
      await page.evaluate(axe.source);
      // Only Chromium can be told which colours the person likes.
      for (const scheme of name === 'chromium' ? ['light', 'dark'] : [undefined]) {
        if (scheme) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        const found = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as axe.AxeResults;
        expect(found.violations.map(({ id, nodes }) => [scheme, id, nodes.map(({ html }) => html)])).toEqual([]);
      }
      await page.setViewport({ width: 360, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await page.setViewport({ width: 1200, height: 900 });
    }

    test('a check of a broken server shows the cause, the character and the fix, and what would be', async () => {
      await field('URL').fill(api);
      await field('Method').fill('PUT');
      await field('Headers that').fill('X-Api-Key: a-very-secret-key');
      await page.locator('button[type=submit]').click();
      await page.waitForSelector('[aria-label="What if"]');
      const text = (await page.evaluate('document.body.innerText')) as string;
      expect(text).toContain('Chrome blocks it');
      expect(text).toContain('origin-mismatch');
      expect(text).toContain('header-not-allowed');
      expect(text).toContain("allowedHeaders: ['x-api-key']");
      expect(await page.$eval('mark', ({ textContent }) => textContent)).toBe('/');
      await isAccessible('check');
      // The token is in no address that could be copied.
      expect(page.url()).toBe(`${ui.base}#/check`);
      const edited =
        'Access-Control-Allow-Origin: http://localhost:5173\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-api-key';
      await page.locator('[aria-label="What if"] textarea').fill(edited);
      await page.waitForFunction(`document.querySelectorAll('[aria-label="What if"] dt.good').length === 3`);
    });

    test('a contract is held against a server, and what is broken is named', async () => {
      await open('contract');
      const contract = `policy: { origins: ['http://localhost:5173'], methods: [PUT] }\nendpoints: [{ url: '${api}', methods: [GET, PUT] }]\n`;
      await field('cors.yaml').fill(contract);
      await page.locator('button[type=submit]').click();
      await page.waitForSelector('table');
      const text = (await page.evaluate('document.body.innerText')) as string;
      expect(text).toMatch(/\d of 6 hold/);
      expect(text).toContain('✗ allowed');
      expect(text).toContain('✓ denied');
      expect(text).toContain('origin-mismatch');
      await isAccessible('contract');
      await field('cors.yaml').fill('policy: { origins: [https://a.example/] }');
      await page.locator('button[type=submit]').click();
      await page.waitForSelector('.mistake');
      const told = await page.$$eval('.mistake', (all) => all.map(({ textContent }) => textContent).join('\n'));
      expect(told).toContain('Line 1: policy.origins[0]');
      expect(told).toContain('Line 1: endpoints');
    });

    test('a message is explained with its fix', async () => {
      await open('explain');
      await page
        .locator('#explain-text')
        .fill(
          "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field x-id is not allowed by Access-Control-Allow-Headers in preflight response.",
        );
      await page.waitForSelector('article');
      const text = (await page.evaluate('document.body.innerText')) as string;
      expect(text).toContain('header-not-allowed');
      expect(text).toContain("allowedHeaders: ['x-id']");
      await isAccessible('explain');
    });

    test('the playground judges what is typed at once', async () => {
      await open('playground');
      await page.waitForSelector('dt.bad');
      await field('Mode').fill('no-cors');
      await field('Method').fill('GET');
      await page.waitForFunction(`document.querySelectorAll('dt.good').length === 4`);
      await isAccessible('playground');
      // From the key to the verdict on the screen, the median of many. The page asks its own server, and another one.
      await field('Mode').fill('cors');
      const milliseconds = (await page.evaluate(`(async () => {
        const input = document.querySelector('main input');
        const times = [];
        for (let i = 0; i < 21; i++) {
          const start = performance.now();
          input.value = i % 2 ? 'https://api.example.com' : 'https://app.example.com';
          input.dispatchEvent(new Event('input', { bubbles: true }));
          await new Promise((done) => {
            const seen = new MutationObserver(() => (seen.disconnect(), done()));
            seen.observe(document.querySelector('[aria-label=Verdict]'), { subtree: true, childList: true, characterData: true, attributes: true });
            setTimeout(done, 1000);
          });
          times.push(performance.now() - start);
        }
        return times.sort((a, b) => a - b)[10];
      })()`)) as number;
      expect(milliseconds).toBeLessThan(1000);
      console.log(`${name}: ${milliseconds.toFixed(1)} ms from a key to the verdict`);
    });

    test('a policy is checked and written for a stack', async () => {
      await open('policy');
      await page.waitForFunction(`document.body.innerText.includes("app.use(cors({")`);
      await isAccessible('policy');
      await field('Origins').fill('https://app.example.com/');
      await page.waitForSelector('.mistake');
      expect(await page.$eval('.mistake', ({ textContent }) => textContent)).toContain('no slash');
    });

    test('every view can be reached and used by keyboard alone', async () => {
      await open('explain');
      await page.reload();
      const focused = async () =>
        (await page.evaluate('document.activeElement.textContent || document.activeElement.id')) as string;
      const reached: string[] = [];
      for (let presses = 0; presses < 8; presses++) {
        await page.keyboard.press('Tab');
        reached.push(await focused());
      }
      expect(reached).toEqual(expect.arrayContaining(['Skip to the content', 'Check', 'Playground', 'explain-text']));
    });

    test('a page of another origin, a name that points here and a missing token get nothing', async () => {
      const foreign = `http://127.0.0.1:${await listening((_, response) => response.setHeader('content-type', 'text/html').end('<p>evil'))}/`;
      const other = await browser.newPage();
      await other.goto(foreign);
      const asked = await other.evaluate(async (base) => {
        const post = (init: RequestInit) =>
          fetch(`${base}api/check`, { method: 'POST', body: '{}', ...init }).then(
            ({ status, type }) => `${type} ${status}`,
            () => 'refused',
          );
        return [
          await post({}),
          await post({ headers: { authorization: 'Bearer x' } }),
          await post({ mode: 'no-cors' }),
        ];
      }, ui.base);
      expect(asked).toEqual(['refused', 'refused', 'refused']);
      // A name that somebody else made point here: every name below `localhost` does in these browsers.
      const rebound = await other.goto(ui.base.replace('127.0.0.1', 'evil.localhost'));
      expect(rebound?.status()).toBe(403);
      await other.goto(ui.base);
      expect(
        await other.evaluate(async () => (await fetch('./api/check', { method: 'POST', body: '{}' })).status),
      ).toBe(403);
      expect(await other.$('nav a[href="#/check"]')).toBeNull();
      await other.close();
    });

    test('nothing went wrong on the way', () => {
      expect(complaints).toEqual([]);
    });
  });

test('the page is light: less than 150 KB of JavaScript, compressed', () => {
  const assets = join(root, 'packages/cli/page/assets');
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const sizes = scripts.map((file) => gzipSync(readFileSync(join(assets, file))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
});
