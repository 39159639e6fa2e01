import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../packages/cli/test/built-cli.js';
import { APP, broken } from '../src/ui/broken-api.js';
import { loopbackServers } from '../src/ui/loopback-servers.js';
import { canOpen, ENGINES, HERE, type OpenPage, openPage } from '../src/ui/open-page.js';
import { root, startUi, type UiProcess } from '../src/ui/ui-process.js';

const { listening, close, closeAll } = loopbackServers();
afterAll(closeAll);

let ui: UiProcess;
let port: number;
let api: string;

beforeAll(async () => {
  await build();
  ui = await startUi();
  close.push(ui.stop);
  port = await listening(broken);
  api = `http://127.0.0.1:${port}/users`;
});

for (const engine of ENGINES)
  describe.runIf(canOpen(engine))(`the page in ${engine}`, () => {
    let opened: OpenPage;

    beforeAll(async () => {
      opened = await openPage(engine, ui.link);
      close.push(opened.close);
    });

    describe('check', () => {
      test('of a broken server shows the cause, the character and the fix, and what would be', async () => {
        const { page, field, button, reads, text } = opened;
        await field('URL').fill(api);
        await field('Method').fill('PUT');
        await field('Request headers').fill('X-Api-Key: a-very-secret-key');
        await button('Check').click();
        await page.waitForSelector('[aria-label="What if"]');
        const shown = await text();
        for (const name of ['Chrome', 'Firefox', 'Safari']) expect(shown).toContain(`${name} blocks it`);
        expect(shown).toContain('origin-mismatch');
        expect(shown).toContain('header-not-allowed');
        expect(shown).toContain("allowedHeaders: ['x-api-key']");
        expect(shown).toMatch(/Page\s+http:\/\/localhost:5173\s+Preflight\s+OPTIONS/);
        expect(shown).toContain('curl -i -X OPTIONS');
        expect(shown).not.toContain('a-very-secret-key');
        expect(await page.$eval('mark', ({ textContent }) => textContent)).toBe('/');
        await button('Copy curl').click();
        await reads(/Copied/);
        expect(await opened.flaws('check')).toEqual([]);
        expect(await page.title()).toBe('Check, corsmith');
        // The token is in no address that could be copied.
        expect(page.url()).toBe(`${ui.base}#/check`);
        const edited = `Access-Control-Allow-Origin: ${APP}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-api-key`;
        await page.locator('[aria-label="What if"] textarea').fill(edited);
        await page.waitForFunction(`document.querySelectorAll('[aria-label="What if"] dt.good').length === 3`);
      });

      test('of a request that may change data names the switch that sends it', async () => {
        const methods: (string | undefined)[] = [];
        const open = await listening(({ method }, response) => {
          methods.push(method);
          const allow = { 'Access-Control-Allow-Origin': APP, 'Access-Control-Allow-Methods': 'PUT' };
          response.writeHead(method === 'OPTIONS' ? 204 : 200, allow).end();
        });
        const { field, empty, button, toggle, reads, text } = opened;
        await field('URL').fill(`http://127.0.0.1:${open}/users`);
        await field('Method').fill('PUT');
        await empty('Request headers');
        await button('Check').click();
        await reads(/Safari: unknown/);
        expect(await text()).toContain('Turn on “Send the request even if its method changes data” to send it.');
        expect(await text()).toContain('Nothing blocks the request so far.');
        expect(await text()).not.toContain('--send');
        expect(methods).not.toContain('PUT');
        expect(await opened.flaws('check, not known')).toEqual([]);
        await toggle('Send the request even if');
        await button('Check').click();
        await reads(/Safari allows it/);
        expect(methods.filter((method) => method === 'PUT')).toHaveLength(1);
        await toggle('Send the request even if');
      });

      test('of a server behind a proxy and of a redirect shows layers and redirects separately', async () => {
        const behind = await listening((_, response) =>
          response.writeHead(200, { 'Access-Control-Allow-Origin': APP }).end('{}'),
        );
        const { field, empty, button, reads, text } = opened;
        const front = await listening((_, response) => response.writeHead(200).end('{}'));
        await field('URL').fill(`http://127.0.0.1:${front}/users`);
        await field('Method').fill('GET');
        await empty('Request headers');
        await field('Servers behind').fill(`127.0.0.1:${behind}`);
        await button('Check').click();
        await reads(/stripped-by-proxy/);
        expect(await text()).toMatch(new RegExp(`Probe\\s+GET\\s+→ 200\\s+\\d+ ms, 127\\.0\\.0\\.1:${behind}`));

        const moved = await listening((_, response) =>
          response
            .writeHead(302, { 'Access-Control-Allow-Origin': APP, Location: `http://127.0.0.1:${front}/moved` })
            .end(),
        );
        await field('URL').fill(`http://127.0.0.1:${moved}/users`);
        await empty('Servers behind');
        await button('Check').click();
        await reads(/response-redirected/);
        expect(await text()).toMatch(
          new RegExp(
            `Request\\s+GET\\s+→ 302[\\s\\S]*Location: http[\\s\\S]*Request\\s+GET\\s+→ 200[\\s\\S]*127\\.0\\.0\\.1:${front}/moved`,
          ),
        );
      });

      test('with cookies sends what a page with credentials sends', async () => {
        const open = await listening((_, response) =>
          response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('{}'),
        );
        const { page, field, button, reads } = opened;
        await field('URL').fill(`http://127.0.0.1:${open}/users`);
        await button('Check').click();
        await reads(/Chrome allows it/);
        await page.locator(`${HERE} input[type=checkbox]`).click();
        await button('Check').click();
        await reads(/wildcard-with-credentials/);
        await page.locator(`${HERE} input[type=checkbox]`).click();
      });

      test('shows each response as it comes, and can be stopped', async () => {
        const slow = await listening((request, response) => {
          const headers = { 'Access-Control-Allow-Origin': APP, 'Access-Control-Allow-Headers': 'X-Id' };
          if (request.method === 'OPTIONS') response.writeHead(204, headers).end();
        });
        const { field, button, reads, page } = opened;
        await field('URL').fill(`http://127.0.0.1:${slow}/users`);
        await field('Request headers').fill('X-Id: 7');
        await button('Check').click();
        await reads(/1 responses so far[\s\S]*OPTIONS http:\/\/127\.0\.0\.1:\d+\/users → 204/);
        await button('Stop').click();
        await page.waitForFunction(`!/responses so far/.test(document.body.innerText)`);
        expect(await page.$('[aria-label="What if"]')).toBeNull();
      });
    });

    test('a contract is held against a server, what is broken is named, and earlier runs stay', async () => {
      const { page, open, field, button, reads, text } = opened;
      await open('contract');
      const contract = `policy: { origins: ['${APP}'], methods: [PUT] }\nendpoints: [{ url: '${api}', methods: [GET, PUT] }]\n`;
      await field('cors.yaml').fill(contract);
      await button('Test').click();
      await reads(/\d of 6 hold/);
      const shown = await text();
      expect(shown).toContain('✗ allowed');
      expect(shown).toContain('✓ denied');
      expect(shown).toContain('origin-mismatch');
      await page.locator(`${HERE} summary`).click();
      await reads(/app\.use\(cors\(\{\s+origin: \['http:\/\/localhost:5173'\]/);
      await field('cors.yaml').fill(contract.replace('[GET, PUT]', '[GET]'));
      await button('Test').click();
      await reads(/3 of 3 hold/);
      expect(await opened.flaws('contract')).toEqual([]);
      await page.locator(`${HERE} li:last-child button`).click();
      await reads(/\d of 6 hold/);
      await field('cors.yaml').fill('policy: { origins: [https://a.example/] }');
      await button('Test').click();
      await page.waitForSelector('.problem');
      const mistakes = await page.$$eval('.problem', (all) => all.map(({ textContent }) => textContent).join('\n'));
      expect(mistakes).toContain('Line 1: policy.origins[0]');
      expect(mistakes).toContain('Line 1: endpoints');
    });

    test('every view can be reached and used by keyboard alone', async () => {
      const { page, open, reads } = opened;
      await open('check');
      await page.reload();
      await page.waitForSelector(`${HERE} h1`);
      const focused = async () =>
        (await page.evaluate(
          `document.activeElement.textContent.trim() || document.querySelector('label[for="' + document.activeElement.id + '"]')?.textContent || ''`,
        )) as string;
      const tab = async () => {
        await page.keyboard.press('Tab');
        return focused();
      };
      const views = await page.$$eval('nav a', (all) => all.map(({ textContent }) => textContent));
      const stops = ['Skip to the content', ...views];
      expect(views.length).toBeGreaterThan(5);
      const reached = [];
      for (let presses = 0; presses < stops.length; presses++) reached.push(await tab());
      expect(reached).toEqual(stops);
      // Back to the first, and past the views at once.
      for (let presses = 1; presses < stops.length; presses++) {
        await page.keyboard.down('Shift');
        await page.keyboard.press('Tab');
        await page.keyboard.up('Shift');
      }
      expect(await focused()).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      expect(await tab()).toBe('URL');
      await page.keyboard.type(api);
      await page.keyboard.press('Enter');
      await reads(/Chrome allows it/);
    });

    test('nothing went wrong on the way, and nothing was requested from elsewhere', () => {
      expect(opened.complaints).toEqual([]);
      expect([...opened.requested].filter((url) => !url.startsWith(ui.base))).toEqual([]);
    });
  });

describe('the JavaScript that a view loads when the page is opened at it', () => {
  const assets = join(root, 'packages/cli/page/assets');
  const named = (start: string) => readdirSync(assets).filter((file) => file.startsWith(start) && file.endsWith('.js'));
  const imported = (code: string) =>
    [...code.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map(([, file = '']) => file);
  function* closure(file: string, seen = new Set<string>()): Generator<Buffer> {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(join(assets, file));
    yield code;
    for (const other of imported(code.toString())) yield* closure(other, seen);
  }
  const sizeOf = (component: string) => {
    const seen = new Set<string>();
    const [entry, view] = [named('index-'), named(`${component}-`)];
    expect([entry.length, view.length]).toEqual([1, 1]);
    const files = [...entry, ...view].flatMap((file) => [...closure(file, seen)]);
    return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  };

  test.each([
    ['Check', 100_000],
    ['Contract', 100_000],
    ['Watch', 100_000],
    ['Playground', 100_000],
    ['PolicyBuilder', 100_000],
    ['Explain', 200_000],
    ['Lint', 400_000],
  ])('%s: at most %i bytes, compressed', (component, limit) => {
    expect(sizeOf(component)).toBeLessThan(limit);
  });
});
