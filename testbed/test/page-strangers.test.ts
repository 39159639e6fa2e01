import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPage } from '../../packages/cli/src/index.js';
import { build } from '../../packages/cli/test/built-cli.js';
import { loopbackServers } from '../src/ui/loopback-servers.js';
import { canOpen, ENGINES, HERE, type OpenPage, openPage } from '../src/ui/open-page.js';
import { root, startUi, type UiProcess } from '../src/ui/ui-process.js';

const { listening, close, closeAll } = loopbackServers();
afterAll(closeAll);

/** All that does something. */
const PATHS = ['check', 'contract', 'watch', 'watch/start', 'watch/stop'];

let ui: UiProcess;
beforeAll(async () => {
  await build();
  ui = await startUi();
  close.push(ui.stop);
});

test('every start has another token, that nobody guesses', async () => {
  const other = await startUi();
  close.push(other.stop);
  const tokens = [ui, other].map(({ link }) => link.split('token=')[1]!);
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
});

for (const engine of ENGINES)
  describe.runIf(canOpen(engine))(`in ${engine}`, () => {
    let opened: OpenPage;

    beforeAll(async () => {
      opened = await openPage(engine, ui.link);
      close.push(opened.close);
    });

    test('a page of another origin, a name that points here and a missing token get nothing', async () => {
      const foreign = `http://127.0.0.1:${await listening((_, response) => response.setHeader('content-type', 'text/html').end('<p>evil'))}/`;
      const other = await opened.browser.newPage();
      await other.goto(foreign);
      for (const path of PATHS) {
        const requested = await other.evaluate(
          async (url, token) => {
            const post = (init: RequestInit) =>
              fetch(url, { method: 'POST', body: '{}', ...init }).then(
                ({ status, type }) => `${type} ${status}`,
                () => 'refused',
              );
            return [
              await post({}),
              await post({ headers: { authorization: `Bearer ${token}` } }),
              await post({ mode: 'no-cors' }),
            ];
          },
          `${ui.base}api/${path}`,
          ui.link.split('token=')[1],
        );
        expect({ path, requested }).toEqual({ path, requested: ['refused', 'refused', 'refused'] });
      }
      // A name that somebody else made point here: every name below `localhost` does in these browsers.
      const rebound = await other.goto(ui.base.replace('127.0.0.1', 'evil.localhost'));
      expect(rebound?.status()).toBe(403);
      await other.goto(ui.base);
      const statuses = await other.evaluate(
        (paths) =>
          Promise.all(paths.map(async (path) => (await fetch(`./api/${path}`, { method: 'POST', body: '{}' })).status)),
        PATHS,
      );
      expect(statuses).toEqual(PATHS.map(() => 403));
      expect(await other.$('nav a[href="#/check"]')).toBeNull();
      await other.close();
    });

    test('as a static site, under any path, the page requests no other host and has no view that would', async () => {
      const files = readPage(join(root, 'packages/cli/page'));
      const requested: string[] = [];
      const port = await listening(({ url = '' }, response) => {
        requested.push(url);
        const file = files.get(url.replace(/^\/tools\/cors/, ''));
        response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.content);
      });
      const page = await opened.browser.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) requests.push(request.url());
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      const base = `http://127.0.0.1:${port}/tools/cors/`;
      for (const [view, sign] of [
        ['explain', '[role=group]'],
        ['playground', 'dt'],
        ['policy', 'pre'],
        ['watch', '[role=group]'],
      ]) {
        await page.goto(`${base}#/${view}`);
        await page.waitForSelector(`${HERE} ${sign}`);
      }
      const views = await page.$$eval('nav a', (all) => all.map(({ textContent }) => textContent));
      expect(views).toEqual(['Explain', 'Lint', 'Playground', 'Policy']);
      await page.evaluate(`location.hash = '#/explain'`);
      await page
        .locator(`${HERE} textarea`)
        .fill("curl 'https://api.example.com/' -H 'Origin: https://app.example.com'");
      await page.waitForSelector(`${HERE} article`);
      expect(await page.$(`${HERE} article button`)).toBeNull();
      expect(requests.filter((url) => !url.startsWith(base))).toEqual([]);
      expect(requested.filter((url) => url.includes('/api'))).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    });
  });
