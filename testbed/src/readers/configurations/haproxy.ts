import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../browsers/free-port.js';
import { serve } from '../../stacks/serve.js';
import { debianVersions } from '../../stacks/versions.js';
import type { ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';
import { startUpstream } from '../upstream.js';

const PATTERNS = ['^https://([a-z0-9-]+[.])?example[.]com$', '^http://localhost(:[0-9]+)?$', 'example[.]com'];

export const haproxy: ReadStack = {
  id: 'haproxy',
  needs: ['haproxy'],
  version: () => debianVersions({ HAProxy: 'haproxy' }),
  configuration: (random, number) => ({ path: 'haproxy.cfg', text: textOf(random, number) }),
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-readers-haproxy-'));
    const upstream = await startUpstream();
    const ports: number[] = [];
    while (ports.length < all.length) {
      const port = await freePort();
      if (!ports.includes(port)) ports.push(port);
    }
    const parts = all.map(({ text }, number) =>
      text.replace('bind :80', `bind 127.0.0.1:${ports[number]}`).replaceAll('app:80', `127.0.0.1:${upstream.port}`),
    );
    const defaults =
      'global\n  maxconn 200\ndefaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n';
    writeFileSync(path.join(folder, 'haproxy.cfg'), `${defaults}${parts.join('\n')}\n`);
    const running = await serve('haproxy', ['-W', '-f', 'haproxy.cfg'], {
      folder,
      announces: /Loading success/,
      port: ports[0]!,
    });
    return {
      places: ports.map((port) => ({ url: `http://127.0.0.1:${port}/` })),
      async stop() {
        await running.stop();
        upstream.stop();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

function textOf(random: Random, number: number): string {
  const kind = random.one(['constant', 'any', 'acl', 'regexp', 'echo'] as const);
  const verb = random.one(['http-response set-header', 'http-response add-header', 'http-after-response set-header']);
  const condition =
    kind === 'acl' || kind === 'regexp' ? ' if allowed' : kind === 'echo' ? ' if { var(txn.origin) -m found }' : '';
  const value = kind === 'constant' ? random.one(ORIGINS) : kind === 'any' ? '*' : '%[var(txn.origin)]';
  const set = (name: string, text: string) => `  ${verb} ${name} ${text}${condition}`;
  const headers = random.one(['*', random.some(HEADERS).join(',')]);
  const acl =
    kind === 'acl'
      ? [`  acl allowed req.hdr(origin) -m str ${[ORIGINS[0], ...random.some(ORIGINS.slice(1), 2)].join(' ')}`]
      : kind === 'regexp'
        ? [`  acl allowed req.hdr(origin) -m reg ${random.one(PATTERNS)}`]
        : [];
  const named = acl.map((one) => one.replace('req.hdr(origin)', 'var(txn.origin)'));
  return [
    `frontend f${number}`,
    '  bind :80',
    '  http-request set-var(txn.origin) req.hdr(origin)',
    ...named,
    ...(random.chance(0.6) && verb.includes('after') ? ['  http-request return status 204 if METH_OPTIONS'] : []),
    set('Access-Control-Allow-Origin', value),
    ...(random.chance(0.5) ? [set('Access-Control-Allow-Credentials', 'true')] : []),
    ...(random.chance(0.3) ? [set('Access-Control-Expose-Headers', EXPOSED.join(','))] : []),
    ...(random.chance(0.8)
      ? [set('Access-Control-Allow-Methods', `"${['GET', 'POST', ...random.some(METHODS)].join(', ')}"`)]
      : []),
    ...(random.chance(0.8) && headers !== '' ? [set('Access-Control-Allow-Headers', `"${headers}"`)] : []),
    `  default_backend b${number}`,
    `backend b${number}`,
    '  server one app:80',
  ].join('\n');
}
