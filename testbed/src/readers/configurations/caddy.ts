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

export const caddy: ReadStack = {
  id: 'caddy',
  needs: ['caddy'],
  version: () => debianVersions({ Caddy: 'caddy' }),
  configuration: (random, number) => ({ path: 'Caddyfile', text: textOf(random, number) }),
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-readers-caddy-'));
    const [port, upstream] = [await freePort(), await startUpstream()];
    const parts = all.map(({ text }) =>
      text
        .replace(/^(c\d+\.test) \{/, `http://$1:${port} {\n\tbind 127.0.0.1`)
        .replaceAll('app:80', `127.0.0.1:${upstream.port}`),
    );
    writeFileSync(path.join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${parts.join('\n')}`);
    const running = await serve('caddy', ['run', '--adapter', 'caddyfile', '--config', 'Caddyfile'], {
      folder,
      env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      announces: /serving initial configuration/,
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
  const kind = random.one(['constant', 'any', 'header', 'regexp', 'echo'] as const);
  const matcher = matcherOf(random, kind);
  const value = kind === 'constant' ? random.one(ORIGINS) : kind === 'any' ? '*' : '{header.Origin}';
  const own = [
    `Access-Control-Allow-Origin ${value}`,
    ...(random.chance(0.5) ? ['Access-Control-Allow-Credentials true'] : []),
    ...(random.chance(0.3) ? [`Access-Control-Expose-Headers "${EXPOSED.join(', ')}"`] : []),
  ];
  const headers = random.one(['*', '{header.Access-Control-Request-Headers}', random.some(HEADERS).join(', ')]);
  const permission = [
    ...(random.chance(0.8)
      ? [`Access-Control-Allow-Methods "${['GET', 'POST', ...random.some(METHODS)].join(', ')}"`]
      : []),
    ...(random.chance(0.8) && headers !== '' ? [`Access-Control-Allow-Headers "${headers}"`] : []),
  ];
  const name = matcher.length === 0 ? '' : '@allowed ';
  const block = (lines: readonly string[]) => lines.map((one) => `\t\t${one}`);
  const preflight = random.one(['none', 'respond', 'handle'] as const);
  return [
    `c${number}.test {`,
    ...matcher.map((one) => `\t${one}`),
    `\theader ${name}{`,
    ...block([...own, ...(preflight === 'handle' ? [] : permission)]),
    '\t}',
    ...(preflight === 'none' ? [] : ['\t@preflight method OPTIONS']),
    ...(preflight === 'respond' ? ['\trespond @preflight 204'] : []),
    ...(preflight === 'handle'
      ? [
          '\thandle @preflight {',
          ...(permission.length > 0 ? ['\t\theader {', ...block(permission), '\t\t}'] : []),
          '\t\trespond 204',
          '\t}',
        ]
      : []),
    ...(preflight === 'handle' ? ['\thandle {', '\t\treverse_proxy app:80', '\t}'] : ['\treverse_proxy app:80']),
    '}',
  ].join('\n');
}

function matcherOf(random: Random, kind: string): readonly string[] {
  const origins = random.some(ORIGINS, 2);
  if (kind === 'header')
    return origins.length < 2
      ? [`@allowed header Origin ${origins[0] ?? ORIGINS[0]}`]
      : ['@allowed {', ...origins.map((one) => `\theader Origin ${one}`), '}'];
  if (kind === 'regexp') return [`@allowed header_regexp Origin "${random.one(PATTERNS)}"`];
  return kind === 'echo' ? ['@allowed header Origin *'] : [];
}
