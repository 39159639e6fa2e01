import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../browsers/free-port.js';
import { serve } from '../../stacks/serve.js';
import { debianVersions } from '../../stacks/versions.js';
import type { ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';
import { startUpstream } from '../upstream.js';

const PATTERNS = [
  '~^https://([a-z0-9-]+\\.)?example\\.com$',
  '~*^https?://(app|admin)\\.example\\.com(:\\d+)?$',
  '~^http://localhost(:[0-9]+)?$',
  '~example\\.com',
];

export const nginx: ReadStack = {
  id: 'nginx',
  needs: ['nginx'],
  version: () => debianVersions({ nginx: 'nginx' }),
  configuration: (random, number) => ({ path: 'nginx.conf', text: textOf(random, number), where: '/' }),
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-readers-nginx-'));
    mkdirSync(path.join(folder, 'temp'));
    const [port, upstream] = [await freePort(), await startUpstream()];
    const parts = all.map(({ text }) =>
      text
        .replace('listen 80;', `listen 127.0.0.1:${port};`)
        .replaceAll('http://app', `http://127.0.0.1:${upstream.port}`),
    );
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path temp/${one};`,
    );
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      [
        'daemon off; pid nginx.pid; worker_processes 1;',
        'error_log stderr notice;',
        'events {}',
        `http { access_log off; server_names_hash_bucket_size 128; map_hash_bucket_size 256; ${temporary.join(' ')}`,
        ...parts,
        '}',
      ].join('\n'),
    );
    const running = await serve('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
      folder,
      announces: /nginx\/[\d.]+$/,
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
  const always = random.one([' always', ' always', '']);
  const { maps, value, blocks } = originOf(random, number, always);
  const permission = permissionOf(random, always);
  const own = value === undefined ? [] : [`add_header Access-Control-Allow-Origin ${value}${always};`];
  const more = random.chance(0.6) ? [`add_header Access-Control-Allow-Credentials true${always};`] : [];
  const exposed = random.chance(0.3)
    ? [`add_header Access-Control-Expose-Headers "${EXPOSED.join(', ')}"${always};`]
    : [];
  const options = optionsOf(random, [...own, ...more], permission, always);
  const inServer = random.chance(0.3);
  const headers = [...own, ...more, ...exposed, ...(options.length === 0 || random.chance(0.4) ? permission : [])];
  return [
    ...maps,
    'server {',
    '  listen 80;',
    `  server_name c${number}.test;`,
    ...(inServer ? headers : []).map((one) => `  ${one}`),
    '  location / {',
    ...[...(inServer ? [] : headers), ...blocks, ...options].map((one) => `    ${one}`),
    ...(inServer && random.chance(0.3) ? ['    add_header X-Frame-Options DENY;'] : []),
    '    proxy_pass http://app;',
    '  }',
    '}',
  ].join('\n');
}

interface OriginPart {
  readonly maps: readonly string[];
  readonly value?: string;
  readonly blocks: readonly string[];
}

function originOf(random: Random, number: number, always: string): OriginPart {
  const variable = `$cors_${number}`;
  switch (random.one(['constant', 'any', 'echo', 'map', 'map', 'if', 'set'] as const)) {
    case 'constant':
      return { maps: [], value: random.one([...ORIGINS, 'https://app.example.com/']), blocks: [] };
    case 'any':
      return { maps: [], value: random.one(['*', '"*"']), blocks: [] };
    case 'echo':
      return { maps: [], value: '$http_origin', blocks: [] };
    case 'map': {
      const exact = random
        .some(ORIGINS, 3)
        .map((one) => `  "${one}" ${random.chance(0.5) ? '$http_origin' : `"${one}"`};`);
      const patterns = random.some(PATTERNS, 1).map((one) => `  "${one}" $http_origin;`);
      const otherwise = random.one(['  default "";', '', '  default "https://app.example.com";']);
      return {
        maps: [`map $http_origin ${variable} {`, otherwise, ...exact, ...patterns, '}'],
        value: variable,
        blocks: [],
      };
    }
    case 'if': {
      const pattern = random.one(PATTERNS).replace(/^~\*?/, '');
      return {
        maps: [],
        blocks: [
          `if ($http_origin ~* "${pattern}") {`,
          `  add_header Access-Control-Allow-Origin $http_origin${always};`,
          ...(random.chance(0.5) ? [`  add_header Access-Control-Allow-Credentials true${always};`] : []),
          '}',
        ],
      };
    }
    case 'set': {
      const origin = random.one(ORIGINS);
      const blocks = [`set ${variable} "";`, `if ($http_origin = "${origin}") { set ${variable} $http_origin; }`];
      return { maps: [], value: variable, blocks };
    }
  }
}

function permissionOf(random: Random, always: string): readonly string[] {
  const methods = random.one(['*', ['GET', 'POST', ...random.some(METHODS)].join(', ')]);
  const headers = random.one(['*', '$http_access_control_request_headers', random.some(HEADERS).join(', ')]);
  return [
    ...(random.chance(0.8) ? [`add_header Access-Control-Allow-Methods "${methods}"${always};`] : []),
    ...(random.chance(0.8) && headers !== '' ? [`add_header Access-Control-Allow-Headers "${headers}"${always};`] : []),
    ...(random.chance(0.3) ? [`add_header Access-Control-Max-Age 600${always};`] : []),
  ];
}

function optionsOf(
  random: Random,
  origin: readonly string[],
  permission: readonly string[],
  always: string,
): readonly string[] {
  if (random.chance(0.25)) return [];
  const headers = random.one([[...origin, ...permission], [...origin, ...permission], permission, []]);
  const type = random.chance(0.3) ? [`add_header X-Responded-By nginx${always};`] : [];
  return [
    `if ($request_method = ${random.one(['OPTIONS', "'OPTIONS'"])}) {`,
    ...[...headers, ...type].map((one) => `  ${one}`),
    `  return ${random.one([204, 204, 200])};`,
    '}',
  ];
}
