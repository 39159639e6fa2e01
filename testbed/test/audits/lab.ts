import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import puppeteer, { type Browser } from 'puppeteer-core';
import { type Doorkeeper, respondToHandshake } from '../../../packages/audit/test/socket-server.js';
import { certificate } from '../../../packages/doctor/test/probe-certificates.js';
import type { Script } from '../../../packages/doctor/test/scripted-server.js';
import { findBrowser } from '../../src/browsers/executable.js';
import { temporaryProfile } from '../../src/browsers/owned-process.js';

const API = 'api.example.com';
/** What only the signed-in visitor gets. */
export const SECRET = 'visitor@example.com';

/** The whole internet as a browser sees it through a proxy: one API, and attackers' pages at every other name. */
export interface Lab {
  readonly port: number;
  /** What the API is, and what every page holds. */
  stage(script: Script, page: string, socket?: Doorkeeper): void;
  /** Methods that the API received with the visitor's cookie. */
  readonly received: string[];
  close(): void;
}

export async function startLab(): Promise<Lab> {
  let script: Script = () => ({ status: 404, headers: [] });
  let page = '';
  let doorkeeper: Doorkeeper = () => 403;
  const received: string[] = [];

  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    if (url.hostname !== API) {
      response.setHeader('Content-Type', 'text/html;charset=utf-8').end(page);
    } else if (url.pathname === '/login') {
      response.setHeader('Set-Cookie', 'sid=1; Secure; SameSite=None').end('signed in');
    } else {
      const isVisitor = /sid=1/.test(request.headers.cookie ?? '');
      if (isVisitor) received.push(request.method!);
      const { status, headers } = script(Object.assign(request, { url: url.pathname + url.search }))!;
      response.writeHead(status, headers.flat()).end(isVisitor ? SECRET : 'nobody');
    }
  };
  const { cert, key } = await certificate(API);
  const tls = createTlsServer({ cert, key }, listener);
  tls.on('upgrade', (request, socket) => {
    const isVisitor = /sid=1/.test(request.headers.cookie ?? '');
    if (isVisitor) received.push('WebSocket');
    respondToHandshake(request, socket, isVisitor ? doorkeeper(request) : 401, SECRET);
  });
  const proxy = createServer(listener);
  proxy.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    const tunnel = connect((tls.address() as AddressInfo).port, '127.0.0.1');
    for (const one of [socket, tunnel]) one.on('error', () => tunnel.destroy());
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.pipe(tunnel).pipe(socket);
  });
  await Promise.all([listening(tls), listening(proxy)]);
  return {
    port: (proxy.address() as AddressInfo).port,
    received,
    stage(server, html, socket = () => 403) {
      script = server;
      doorkeeper = socket;
      page = html;
      received.length = 0;
    },
    close() {
      for (const one of [tls, proxy]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
}

const listening = (server: Server): Promise<unknown> => once(server.listen(0, '127.0.0.1'), 'listening');

/** A browser that is set to send cross-site cookies, as many visitors' are. */
export async function startVisitor(
  engine: 'chromium' | 'firefox',
  { port }: Lab,
): Promise<Browser & { readonly end: () => Promise<void> }> {
  const profile = temporaryProfile();
  const launched =
    engine === 'chromium'
      ? await puppeteer.launch({
          executablePath: findBrowser(engine),
          userDataDir: chromiumProfile(profile.folder),
          acceptInsecureCerts: true,
          args: [
            '--no-sandbox',
            '--disable-gpu',
            `--proxy-server=http://127.0.0.1:${port}`,
            '--proxy-bypass-list=<-loopback>',
            '--disable-features=LocalNetworkAccessChecks',
          ],
        })
      : await puppeteer.launch({
          browser: 'firefox',
          executablePath: findBrowser(engine),
          acceptInsecureCerts: true,
          extraPrefsFirefox: {
            'network.proxy.type': 1,
            'network.proxy.http': '127.0.0.1',
            'network.proxy.http_port': port,
            'network.proxy.ssl': '127.0.0.1',
            'network.proxy.ssl_port': port,
            'network.proxy.allow_hijacking_localhost': true,
            'network.cookie.cookieBehavior': 0,
          },
        });
  return Object.assign(launched, {
    end: async () => {
      await launched.close();
      profile.remove();
    },
  });
}

function chromiumProfile(folder: string): string {
  mkdirSync(`${folder}/Default`, { recursive: true });
  writeFileSync(
    `${folder}/Default/Preferences`,
    JSON.stringify({ profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } }),
  );
  return folder;
}
