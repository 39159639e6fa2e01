import { browsersAt } from '@corsmith/audit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../src/browsers/browser.js';
import { ENGINES } from '../src/browsers/browsers.js';
import { needs } from '../src/needs.js';
import { startWorld, type World } from '../src/servers/world.js';
import { slice } from '../src/slice.js';

/** Every printable character of ASCII but letters and digits, in the middle of a label and at its end, and names that only differ in writing. */
const CHARACTERS = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '%60', '%0b', 'é', 'K', '\u212a'];
const HOSTS = [
  ...CHARACTERS.map((one) => `app${one}b.localhost`),
  // Firefox and WebKit would load an empty label too, but no name that has to be looked up can have one.
  ...CHARACTERS.filter((one) => one !== '.').map((one) => `x.app${one}.evil.localhost`),
  'app.localhost.',
  '-app.localhost',
  'xn--exmple-qta.localhost',
];

/** Part of every slice: all browsers load the one, and none the other. */
const ALWAYS = 'app-b.localhost';
const NEVER = 'app<b.localhost';

/** Runs in the page: a frame for each host, whose script requests the server. */
function openFrames(hosts: readonly string[], port: string): void {
  for (const [index, host] of hosts.entries()) {
    const frame = document.createElement('iframe');
    frame.src = `http://${host}:${port}/hosts/frame?${index}`;
    document.body.append(frame);
  }
}

function respond(type: string, text: string): Buffer {
  const body = Buffer.from(text);
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type};charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

describe.each(ENGINES)('%s', (engine, start) => {
  describe.runIf(needs(engine))('opens pages', () => {
    let world: World;
    let browser: Browser;
    beforeAll(async () => {
      world = await startWorld();
      browser = await start(world);
    });
    afterAll(async () => {
      await browser?.close();
      world?.close();
    });

    it('at the hosts that the audit takes for possible, and sends their origin', async () => {
      const { port } = new URL(world.origins.app);
      const hosts = [ALWAYS, NEVER, ...slice(HOSTS, 20)];
      const origins = hosts.map((host) => `http://${host}:${port}`);
      const expected = origins.filter((origin) => browsersAt(origin).includes(engine));
      const seen = new Set<string>();
      let last = () => {};
      world.route('/hosts/', ({ target, headers }) => {
        if (target === '/hosts/script')
          return respond('text/javascript', `(${openFrames})(${JSON.stringify(hosts)}, '${port}')`);
        if (target.startsWith('/hosts/frame'))
          return respond('text/html', `<script>fetch('http://127.0.0.1:${port}/hosts/seen')</script>`);
        seen.add(headers.find(([name]) => name.toLowerCase() === 'origin')?.[1] ?? 'none');
        if (expected.every((origin) => seen.has(origin))) last();
        return respond('text/plain', '');
      });
      const all = new Promise<void>((resolve) => {
        last = resolve;
        setTimeout(resolve, 20_000).unref();
      });
      await browser.run({
        page: 'app',
        steps: [{ url: `${world.origins.app}/hosts/script`, initiator: 'script', mode: 'no-cors' }],
      });
      await all;
      // Whatever else would load has arrived once one more page has been requested.
      await browser.run({ page: 'app', steps: [{ url: `${world.origins.app}/hosts/script?`, mode: 'same-origin' }] });
      expect(origins.filter((origin) => seen.has(origin)).sort()).toEqual(expected.sort());
    });
  });
});
