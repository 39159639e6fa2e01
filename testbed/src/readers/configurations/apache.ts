import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../browsers/free-port.js';
import { serve } from '../../stacks/serve.js';
import { debianVersions } from '../../stacks/versions.js';
import type { ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';
import { startUpstream } from '../upstream.js';

const MODULES = ['mpm_event', 'authz_core', 'headers', 'setenvif', 'rewrite', 'proxy', 'proxy_http'];
const PATTERNS = ['^https://([a-z0-9-]+\\.)?example\\.com$', '^http://localhost(:[0-9]+)?$', 'example\\.com'];

export const apache: ReadStack = {
  id: 'apache',
  needs: ['apache'],
  version: () => debianVersions({ Apache: 'apache2-bin' }),
  configuration: (random, number) => ({ path: 'sites-enabled/site.conf', text: textOf(random, number) }),
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-readers-apache-'));
    const [port, upstream] = [await freePort(), await startUpstream()];
    const parts = all.map(({ text }) =>
      text.replace('*:80', `127.0.0.1:${port}`).replaceAll('http://app', `http://127.0.0.1:${upstream.port}`),
    );
    writeFileSync(
      path.join(folder, 'httpd.conf'),
      [
        `ServerRoot ${folder}`,
        `Listen 127.0.0.1:${port}`,
        `PidFile ${folder}/pid`,
        `DefaultRuntimeDir ${folder}`,
        'ServerName default.test',
        'ErrorLog "|/bin/cat"',
        'LogLevel notice',
        ...MODULES.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`),
        ...parts,
      ].join('\n'),
    );
    const running = await serve('apache2', ['-f', path.join(folder, 'httpd.conf'), '-D', 'FOREGROUND'], {
      folder,
      announces: /resuming normal operations/,
      port,
    });
    return {
      places: all.map((_, number) => ({ url: running.url, host: `c${number}.test` })),
      async stop() {
        await running.stop();
        upstream.stop();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

function textOf(random: Random, number: number): string {
  const verb = random.one(['Header always set', 'Header always set', 'Header set']);
  const kind = random.one(['constant', 'any', 'setenvif', 'if', 'expr'] as const);
  const condition =
    kind === 'setenvif' ? ' env=CORS' : kind === 'expr' ? ` "expr=%{req:Origin} == '${random.one(ORIGINS)}'"` : '';
  const value =
    kind === 'constant'
      ? `"${random.one(ORIGINS)}"`
      : kind === 'any'
        ? '"*"'
        : kind === 'setenvif'
          ? '%{CORS}e'
          : '"expr=%{req:Origin}"';
  const set = (name: string, text: string) => `${verb} ${name} ${text}${condition}`;
  const headers = random.one(['*', random.some(HEADERS).join(', ')]);
  const lines = [
    set('Access-Control-Allow-Origin', value),
    ...(random.chance(0.5) ? [set('Access-Control-Allow-Credentials', '"true"')] : []),
    ...(random.chance(0.3) ? [set('Access-Control-Expose-Headers', `"${EXPOSED.join(', ')}"`)] : []),
    ...(random.chance(0.8)
      ? [set('Access-Control-Allow-Methods', `"${['GET', 'POST', ...random.some(METHODS)].join(', ')}"`)]
      : []),
    ...(random.chance(0.8) && headers !== '' ? [set('Access-Control-Allow-Headers', `"${headers}"`)] : []),
  ];
  const pattern = random.one(PATTERNS);
  const rewrite = random.chance(0.5)
    ? ['RewriteEngine On', 'RewriteCond %{REQUEST_METHOD} =OPTIONS', 'RewriteRule ^ - [R=204,L]']
    : [];
  return [
    '<VirtualHost *:80>',
    `ServerName c${number}.test`,
    ...(kind === 'setenvif' ? [`SetEnvIf Origin "${pattern}" CORS=$0`] : []),
    ...(kind === 'if' ? [`<If "%{HTTP:Origin} =~ m#${pattern}#">`, ...lines, '</If>'] : lines),
    ...rewrite,
    'ProxyPass / http://app/',
    '</VirtualHost>',
  ].join('\n');
}
