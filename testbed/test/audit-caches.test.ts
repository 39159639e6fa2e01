import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from '@corsmith/audit';
import { afterEach, describe, expect, it } from 'vitest';
import { type Script, serve } from '../../packages/doctor/test/scripted-server.js';
import { needs } from '../src/needs.js';
import { slice } from '../src/slice.js';
import { serveOnFreePort } from '../src/stacks/proxy.js';
import { APP, api } from './audits/audited-server.js';
import { type CachingProxy, cachingProxy } from './audits/caching-proxy.js';

const CONTROL = ['Cache-Control', 'max-age=60'] as const;
const exact = (origin: string) => origin === APP;
const SERVERS: Readonly<Record<string, Script>> = {
  'Vary always': api(exact, { headers: [CONTROL] }),
  'no Vary': api(exact, { vary: false, headers: [CONTROL] }),
  'Vary for the allowed origin only': (request) =>
    api(exact, { vary: request.headers.origin === APP, headers: [CONTROL] })(request),
};

const CACHES: readonly CachingProxy[] = (['url', 'path'] as const).flatMap((key) =>
  (['X-Cache', 'Age', 'none'] as const).flatMap((marks) =>
    (['heeded', 'ignored'] as const).flatMap((vary) => [10_000, 7].map((lifetime) => ({ key, marks, vary, lifetime }))),
  ),
);
const ALLOW = 'access-control-allow-origin';
const allowedBy = (headers: readonly (readonly [string, string])[]): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === ALLOW)?.[1];

describe.each(Object.entries(SERVERS))('a shared cache in front, %s', (_name, server) => {
  it.each(slice(CACHES, 5))('key $key, marks $marks, Vary $vary, $lifetime requests', async (kind) => {
    const cache = cachingProxy(server, kind);
    const page = { url: '/me', headers: { origin: APP } };
    const wrong: string[] = [];
    const { url } = await serve((request) => {
      const response = cache.script(request);
      // A page of the site that comes now gets what is stored, if something is.
      const stored = cache.stored(page);
      if (stored && allowedBy(stored.headers) !== APP) wrong.push(`${request.method} ${request.headers.origin}`);
      return response;
    });
    const { findings } = await audit({ url: `${url}/me`, trusted: [APP] });
    expect(wrong).toEqual([]);
    expect(findings.map(({ id }) => id).filter((id) => id !== 'cache-poisoning')).toEqual([]);
  });
});

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Runs a cache in front of that server, and audits it from a cold start; resolves to what a page of the site gets afterwards. */
async function auditBehind(
  server: Script,
  files: Readonly<Record<string, string>>,
  programIn: (folder: string) => Parameters<typeof serveOnFreePort>[1],
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-caches-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const { port } = await serve(server);
  const front = await serveOnFreePort(folder, programIn(folder), port);
  ends.push(() => front.stop());
  const url = `${front.url}/me`;
  const seen = new Set<string | null>();
  const visit = async () => seen.add((await fetch(url, { headers: { origin: APP } })).headers.get(ALLOW));
  const visits: Promise<unknown>[] = [];
  const progress = (sent: number) => {
    if (sent % 20 === 0) visits.push(visit());
  };
  await audit({ url, trusted: [APP] }, { progress });
  await Promise.all(visits);
  await visit();
  return [...seen];
}

const NGINX = (key: string) => `
daemon off; user root; pid {FOLDER}/nginx.pid; worker_processes 1; error_log stderr notice;
events {}
http {
  access_log off;
  proxy_cache_path {FOLDER}/cache keys_zone=api:1m;
  proxy_temp_path {FOLDER}/temp; client_body_temp_path {FOLDER}/body; fastcgi_temp_path {FOLDER}/f; uwsgi_temp_path {FOLDER}/u; scgi_temp_path {FOLDER}/s;
  server { listen 127.0.0.1:{PORT}; location / { proxy_pass http://127.0.0.1:{APP_PORT}; proxy_cache api; proxy_cache_key ${key}; } }
}`;
const VARNISH = (hash: string) => `vcl 4.1;
backend default { .host = "127.0.0.1"; .port = "{APP_PORT}"; }
sub vcl_recv { unset req.http.Cookie; }
sub vcl_hash { ${hash} return (lookup); }`;

describe.each(slice(Object.entries(SERVERS), 1))(
  'the site’s pages get the same during and after an audit, %s',
  (_name, server) => {
    it.runIf(needs('nginx')).each(['$uri$is_args$args', '$uri'])('nginx, key %s', async (key) => {
      const seen = await auditBehind(server, { 'etc/nginx.conf': NGINX(key) }, () => ({
        command: 'nginx',
        args: () => ['-p', '.', '-c', 'etc/nginx.conf', '-e', 'stderr'],
        announces: /start worker process \d+$/,
      }));
      expect(seen).toEqual([APP]);
    });

    it.runIf(needs('varnish')).each(['hash_data(req.url);', 'hash_data(regsub(req.url, "\\?.*", ""));'])(
      'Varnish, %s',
      async (hash) => {
        const seen = await auditBehind(server, { 'etc/default.vcl': VARNISH(hash) }, (folder) => ({
          command: 'varnishd',
          args: (port) => [
            ...['-j', 'none', '-F', '-n', `${folder}/work`, '-T', 'none', '-s', 'malloc,16m'],
            ...['-a', `127.0.0.1:${port}`, '-f', `${folder}/etc/default.vcl`, '-p', `vcl_path=${folder}/etc`],
          ],
          announces: /Child starts/,
        }));
        expect(seen).toEqual([APP]);
      },
    );
  },
);
