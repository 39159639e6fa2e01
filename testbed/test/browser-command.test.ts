import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, corsmith } from '../../packages/cli/test/built-cli.js';
import { connectDevTools } from '../src/browsers/devtools.js';
import { findBrowser } from '../src/browsers/executable.js';
import { needs } from '../src/needs.js';
import { type PageServer, servePage } from './page-server.js';

/** Once the page is there: its title, after a click on its link. */
const GO_ON = `new Promise((resolve) => {
  const timer = setInterval(() => {
    const link = document.getElementById('go-on');
    if (!link) return;
    clearInterval(timer);
    resolve(document.title);
    setTimeout(() => link.click(), 100);
  }, 20);
})`;

describe.runIf(needs('chromium'))('corsmith browser, in Chromium without a window', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-test-'));
  const api = createServer((_, response) => response.end('the data'));
  let page: PageServer;

  beforeAll(async () => {
    await build();
    api.listen(0, '127.0.0.1');
    await once(api, 'listening');
    const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/`;
    page = await servePage(`
      const options = { method: 'PUT', headers: { 'X-Api-Key': '1' }, credentials: 'include' };
      return await (await fetch('${url}', options)).text();
    `);
  });
  afterAll(() => {
    api.close().closeAllConnections();
    page.close();
    rmSync(folder, { recursive: true });
  });

  /** Stands in for the browser: no window, controlled over two pipes, gets every flag but `left`. */
  function program(name: string, left: string) {
    const at = (file: string) => join(folder, `${name}-${file}`);
    spawnSync('mkfifo', [at('to'), at('from')]);
    writeFileSync(
      at('browser'),
      `#!/bin/bash
printf '%s\\n' "$@" > ${at('switches')}
for switch; do shift; [ "$switch" = "${left}" ] || set -- "$@" "$switch"; done
exec ${findBrowser('chromium')} --headless --disable-gpu --remote-debugging-pipe "$@" 3<${at('to')} 4>${at('from')}
`,
      { mode: 0o755 },
    );
    return { path: at('browser'), at };
  }

  /** Reads the warning, goes on to the page, and gives back what the page got. Then Ctrl-C. */
  async function use(name: string, left = '') {
    const { path, at } = program(name, left);
    const end = new AbortController();
    const url = `http://localhost:${page.port}/`;
    const ended = corsmith(['browser', url, '--browser', path], { signal: end.signal });
    let lose: (error: Error) => void = () => {};
    const lost = new Promise<never>((_, reject) => {
      lose = reject;
    });
    lost.catch(() => {});
    const devTools = connectDevTools(createWriteStream(at('to')), createReadStream(at('from')), (error) => lose(error));
    const warned = new Promise<string>((resolve) => {
      const look = ({ targetInfo }: Record<string, unknown>) => {
        const { targetId, type, url } = targetInfo as { targetId: string; type: string; url: string };
        if (type === 'page' && url.startsWith('data:text/html')) resolve(targetId);
      };
      devTools.on('Target.targetCreated', look);
      devTools.on('Target.targetInfoChanged', look);
    });
    const said = page.next();
    await devTools.command('Target.setDiscoverTargets', { discover: true });
    const targetId = await Promise.race([warned, lost]);
    const { sessionId } = await devTools.command('Target.attachToTarget', { targetId, flatten: true });
    const goOn = { expression: GO_ON, awaitPromise: true, returnByValue: true };
    const read = () => devTools.command('Runtime.evaluate', goOn, sessionId as string);
    // The first may come to the empty page that is there before.
    const { result } = await read().catch(read);
    expect(result).toMatchObject({ value: expect.stringContaining('Web security is off') });
    const got = await Promise.race([said, lost]);
    const switches = readFileSync(at('switches'), 'utf8').split('\n');
    const profile = switches.find((one) => one.startsWith('--user-data-dir='))?.slice(16) ?? '';
    const existed = existsSync(profile);
    end.abort();
    const { code, stdout } = await ended;
    return { got, code, stdout, profile, existed };
  }

  test('a page reads what CORS keeps from it elsewhere; Ctrl-C leaves nothing', async () => {
    const { got, code, stdout, profile, existed } = await use('off');
    expect(got).toBe('the data');
    expect(stdout).toContain('Web security is off');
    expect(stdout).toMatch(/corsmith check URL-OF-THE-API/);
    expect({ code, existed, exists: existsSync(profile) }).toEqual({ code: 130, existed: true, exists: false });
    await expect.poll(() => spawnSync('pgrep', ['-f', profile]).status).toBe(1);
    expect(existsSync(profile)).toBe(false);
  });

  test('without the switch it does not', async () => {
    expect((await use('on', '--disable-web-security')).got).toBe('TypeError: Failed to fetch');
  });
});
