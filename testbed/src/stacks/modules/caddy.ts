import { startProxy } from '../proxy.js';
import { inHandler, type ProxyMistake, proxyMistakes, spoiling } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const site = at('/etc/caddy/Caddyfile', 'first inside the site block');

export const caddy: StackModule = {
  id: 'caddy',
  role: 'proxy',
  before: ['haproxy'],
  needs: ['caddy'],
  behind: 'express',
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ Caddy: 'caddy' }),
  start: (folder) =>
    startProxy(folder, {
      command: 'caddy',
      args: () => ['run', '--config', 'etc/caddy/Caddyfile', '--adapter', 'caddyfile'],
      announces: /serving initial configuration/,
    }),
  broken: [
    ...proxyMistakes('caddy', write),
    wrong(
      'duplicate-allow-origin',
      'Caddy sets the header and the app sets its own',
      site('header Access-Control-Allow-Origin "{ORIGIN}"'),
      inHandler("response.set('Access-Control-Allow-Origin', '{ORIGIN}');"),
    ),
    spoiling('stripped-by-proxy', 'header -Access-Control-…', site('header -Access-Control-Allow-Origin')),
    spoiling(
      'overwritten-by-proxy',
      'another origin in place of the app’s',
      site('header {\n\tdefer\n\tAccess-Control-Allow-Origin "https://www.example.com"\n}'),
    ),
    spoiling(
      'added-twice-by-proxy',
      'header beside the app’s own',
      site('header Access-Control-Allow-Origin "{ORIGIN}"'),
    ),
    spoiling(
      'edge-answers-preflight',
      'OPTIONS answered without a header',
      site('@options method OPTIONS\nrespond @options 204'),
    ),
    spoiling('gateway-error', '502 for an app that is down'),
    {
      ...spoiling('gateway-error', '413 for a body over the limit'),
      request: { path: '/users', method: 'POST', body: 'x'.repeat(200_000) },
    },
    spoiling(
      'gateway-error',
      'the headers deferred, so that the 502 loses them',
      site('header {\n\tdefer\n\tAccess-Control-Allow-Origin "{ORIGIN}"\n}'),
    ),
  ],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `header ${name} "${value}"`);
  const answer = options === 'answered with 204' ? ['@options method OPTIONS', 'respond @options 204'] : [];
  return [site([...lines, ...answer].join('\n'))];
}
