import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTarget, startProxy } from '@corsmith/proxy';
import { respond } from '@corsmith/server';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { parseProxyArguments } from '../src/proxy/arguments.js';
import { allowHint, reportOn } from '../src/proxy/report.js';

const PAGE = 'http://localhost:5173';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The proxy of a server; `said` is what stands on the terminal once it has ended. */
async function proxied(listener: RequestListener, flags: Readonly<Record<string, unknown>> = {}) {
  const server = createServer(listener);
  const target = `http://127.0.0.1:${await listen(server)}`;
  const args = parseProxyArguments({ options: { target, ...flags } });
  let text = '';
  const print = (more: string) => {
    text += more;
  };
  const terminal = { print, colour: 'plain' as const, width: 80, isWatched: false };
  const observer = reportOn({ target, detail: args.detail, terminal });
  const { certificates, timeoutMs, pages, credentials, cookies } = args;
  const upstream = openTarget({ url: args.target, certificates, timeoutMs });
  const proxy = await startProxy({ target: upstream, pages, listen, credentials, cookies, observer });
  onTestFinished(async () => {
    await proxy.stop();
    server.closeAllConnections();
    server.close();
  });
  const send = async (path: string, headers: Readonly<Record<string, string>>, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${proxy.port}${path}`, { method, headers });
    await response.arrayBuffer();
  };
  return { send, said: () => observer.conclude().then(() => text.replace(/[ \n]+/g, ' ')) };
}

test('each problem is printed once, with the fix for all that pages have requested', async () => {
  const { send, said } = await proxied(({ method }, outgoing) =>
    outgoing.writeHead(method === 'OPTIONS' ? 404 : 200, { 'x-powered-by': 'Express' }).end('x'),
  );
  const preflight = {
    origin: PAGE,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type,x-api-key',
  };
  await send('/users', preflight, 'OPTIONS');
  for (let i = 0; i < 5; i++) await send(`/users/${i}`, { origin: PAGE }, 'PUT');
  const text = await said();
  expect(text.match(/preflight-not-handled/g)).toHaveLength(1);
  expect(text.match(/no-allow-origin/g)).toHaveLength(1);
  expect(text).toContain("methods: ['GET', 'HEAD', 'POST', 'PUT']");
  expect(text).toContain("allowedHeaders: ['content-type', 'x-api-key']");
  expect(text).toContain('corsmith fix');
});

test('responses that need no repair are counted, and cookies are a hint', async () => {
  const { send, said } = await proxied((_, outgoing) =>
    outgoing.setHeader('Access-Control-Allow-Origin', '*').setHeader('Access-Control-Allow-Methods', 'PUT').end(),
  );
  await send('/', { origin: PAGE });
  await send('/', { origin: PAGE, 'access-control-request-method': 'PUT' }, 'OPTIONS');
  expect(await said()).toMatch(/without cookies.*2 responses, none repaired/);
});

test('* with cookies is named as the cause', async () => {
  const { send, said } = await proxied((_, outgoing) => outgoing.setHeader('Access-Control-Allow-Origin', '*').end());
  await send('/', { origin: PAGE, cookie: 'sid=1' });
  expect(await said()).toContain('wildcard-with-credentials');
});

test('cookies that a browser refuses are named', async () => {
  const listener: RequestListener = (_, outgoing) =>
    outgoing.setHeader('Set-Cookie', ['sid=1; Domain=api.example.com', '__Host-a=1; Path=/; Secure']).end();
  const kept = await proxied(listener);
  await kept.send('/', {});
  expect(await kept.said()).toContain('The browser refuses the cookie sid from localhost');
  const rewritten = await proxied(listener, { rewriteCookies: true });
  await rewritten.send('/', {});
  expect(await rewritten.said()).toContain('Safari refuses the cookie __Host-a from http://localhost');
});

test('wrong flags are reported at once', () => {
  const wrong = {
    target: 'http://u:p@localhost:3000/api',
    origin: ['*', 'http://localhost:5173/'],
    port: '70000',
    timeout: 'x',
    stack: 'expres',
  };
  expect(() => parseProxyArguments({ options: wrong })).toThrow(
    /user name[\s\S]*every page on the web[\s\S]*localhost:5173\/[\s\S]*70000[\s\S]*'x' must be[\s\S]*expres/,
  );
  expect(() => parseProxyArguments({ options: {} })).toThrow('No target server');
  expect(() => parseProxyArguments({ options: { target: 'localhost:3000' } })).toThrow('no scheme');
  expect(() => parseProxyArguments({ options: { target: 'http://localhost:3000/api' } })).toThrow('has a path');
});

test('every flag that a refusal suggests is one that the proxy takes', () => {
  const pages = fc.oneof(
    fc.constantFrom('null', 'http://localhost:5173/', 'http://LOCALHOST:5173', 'https://a.example:443', 'x', '', '*'),
    fc.webUrl(),
    fc.string(),
    fc.domain().map((host) => `https://${host.toUpperCase()}`),
  );
  fc.assert(
    fc.property(pages, (page) => {
      const [, origin] = /--origin (.*)$/s.exec(allowHint(page)) ?? [];
      if (origin === undefined) return;
      const { pages: allowed } = parseProxyArguments({ options: { target: 'http://localhost:1', origin: [origin] } });
      expect(respond(allowed, { method: 'GET', headers: () => origin }).allowed).toBe(true);
    }),
  );
  expect(allowHint('http://LOCALHOST:5173')).toContain('--origin http://localhost:5173');
  expect(allowHint('null')).toContain('npx vite');
});
