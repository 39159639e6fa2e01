import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../packages/cli/test/built-cli.js';
import { loopbackServers } from '../src/ui/loopback-servers.js';
import { canOpen, ENGINES, HERE, type OpenPage, openPage } from '../src/ui/open-page.js';
import { startUi, type UiProcess } from '../src/ui/ui-process.js';

const APP = 'http://localhost:5173';
const { listening, close, closeAll } = loopbackServers();
afterAll(closeAll);

/** Allows pages, or not, with a delay. */
function api(): { headers: Record<string, string>; readonly respond: RequestListener } {
  const state = {
    headers: { 'Access-Control-Allow-Origin': APP, 'Access-Control-Allow-Methods': 'PUT' } as Record<string, string>,
    respond: ((request, response) => {
      const headers = request.headers.origin === APP ? state.headers : {};
      setTimeout(() => response.writeHead(200, { 'X-Powered-By': 'Express', ...headers }).end('{}'), 20);
    }) as RequestListener,
  };
  return state;
}

beforeAll(build);

for (const engine of ENGINES)
  describe.runIf(canOpen(engine))(`the watch in ${engine}`, () => {
    let ui: UiProcess;
    let opened: OpenPage;
    const users = api();
    const right = users.headers;
    let contract: string;

    beforeAll(async () => {
      ui = await startUi();
      close.push(ui.stop);
      const front = await listening(users.respond);
      const behind = await listening((_, response) => response.end('{}'));
      contract = `policy: { origins: ['${APP}'], methods: [PUT] }
endpoints:
  - { name: users, url: 'http://127.0.0.1:${front}/users?token=sk-live-0123456789', methods: [GET, PUT] }
  - { name: orders, url: 'http://127.0.0.1:${front}/orders', direct: ['127.0.0.1:${behind}'] }
`;
      opened = await openPage(engine, ui.link);
      close.push(opened.close);
    });

    /** The texts of all elements, as they are at one moment: `$$eval` takes hold of them before it reads. */
    const texts = async (selector: string) =>
      (await opened.page.evaluate(
        `[...document.querySelectorAll('${HERE} ${selector}')].map(({ textContent }) => textContent)`,
      )) as readonly string[];
    /** What the strips say, from the first endpoint and origin on. */
    const strips = () => texts('svg title');

    test('is started by keyboard, and shows a break and its fix as they happen, and afterwards', async () => {
      const { page, reads, field, text, open } = opened;
      await open('watch');
      await field('cors.yaml').fill(contract);
      await field('Interval').fill('400ms');
      await page.focus(`${HERE} form input:last-of-type`);
      await page.keyboard.press('Enter');
      await reads(/checking, \d of 6/);
      await reads(/users\nchecked/);
      // The server behind the front responds differently, from the beginning.
      await reads(/orders is broken: blocked/);
      await reads(/Differs: GET orders from http:\/\/localhost:5173, at 127\.0\.0\.1:\d+: blocked/);
      expect(await text()).toContain('1 of 2 endpoints hold');

      users.headers = { ...right, 'Access-Control-Allow-Origin': `${APP}/` };
      await reads(/0 of 2 endpoints hold/);
      await reads(/users is broken since/);
      await reads(/origin-mismatch/);
      await page.locator(`${HERE} article[aria-label=users] summary`).click();
      await reads(/app\.use\(cors\(\{\s+origin: \['http:\/\/localhost:5173'\]/);
      expect(await opened.flaws('watch')).toEqual([]);

      users.headers = right;
      await reads(/1 of 2 endpoints hold/);
      const [first = ''] = await strips();
      expect(first).toMatch(/^holds since \S.*; before: broken since \S.*; before: holds since /);
      const shown = (await texts('.changes li')).filter((line) => line.includes('users'));
      // Where the server changed in the middle of a run, its second method follows in the next.
      const changes = shown.map((line) => line.replace(/^.*users/, ''));
      expect(changes.filter((change, index) => change !== changes[index - 1])).toEqual([
        ' holds',
        ' is broken: blocked AllowOriginMismatch',
        ' holds',
      ]);
      expect(await page.content()).not.toContain('sk-live');
    });

    test('goes on while no page is open, and ends on request', async () => {
      const { page, reads, button, text } = opened;
      await page.reload();
      await reads(/1 of 2 endpoints hold/);
      const typed = await page.$eval(`${HERE} textarea`, (one) => (one as HTMLTextAreaElement).value);
      expect(typed).toBe(contract);
      expect((await strips())[0]).toContain('broken since');
      await button('Stop').click();
      await reads(/Stopped/);
      const runs = await strips();
      users.headers = {};
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(await strips()).toEqual(runs);
      expect(await text()).toContain('1 of 2 endpoints hold');
    });

    test('says what is wrong with the input', async () => {
      const { reads, field, button } = opened;
      await field('Interval').fill('often');
      await button('Start').click();
      await reads(/The interval 'often' must be from 100ms to 24h/);
      await field('cors.yaml').fill('policy: { origins: [https://a.example/] }');
      await button('Start').click();
      await reads(/Line 1: policy\.origins\[0\]/);
    });

    test('nothing went wrong on the way, and nothing was requested from elsewhere', () => {
      expect(opened.complaints).toEqual([]);
      expect([...opened.requested].filter((url) => !url.startsWith(ui.base))).toEqual([]);
    });
  });
