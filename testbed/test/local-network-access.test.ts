import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deniedMessage } from '@corsmith/doctor';
import puppeteer from 'puppeteer-core';
import { afterEach, describe, expect, test } from 'vitest';
import { findBrowser } from '../src/browsers/executable.js';
import { needs } from '../src/needs.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  ends.push(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe.runIf(needs('chromium'))('a public page that calls this machine, in Chromium', () => {
  test.each([
    ['127.0.0.1', 'a secure page'],
    ['page.test', 'a page that is not secure'],
  ])('is blocked, and prints what the documentation says: %s, %s', async (host) => {
    let hits = 0;
    const page = await serve((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>'));
    const api = await serve((_, response) => {
      hits++;
      response.setHeader('Access-Control-Allow-Origin', '*').end('{}');
    });
    const browser = await puppeteer.launch({
      executablePath: findBrowser('chromium')!,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--host-resolver-rules=MAP page.test 127.0.0.1',
        `--ip-address-space-overrides=127.0.0.1:${page}=public`,
      ],
    });
    ends.push(() => browser.close());
    const tab = await browser.newPage();
    const printed: string[] = [];
    const tools = await tab.createCDPSession();
    tools.on('Log.entryAdded', ({ entry }) => printed.push(entry.text.replaceAll('\r', '')));
    await tools.send('Log.enable');
    const origin = `http://${host}:${page}`;
    const url = `http://127.0.0.1:${api}/users`;
    await tab.goto(origin);
    const result = await tab.evaluate(
      (to) =>
        fetch(to).then(
          () => 'allowed',
          () => 'blocked',
        ),
      url,
    );
    expect(result).toBe('blocked');
    expect(hits).toBe(0);
    await expect.poll(() => printed).toContain(deniedMessage({ origin, url }, 'loopback'));
  });
});
