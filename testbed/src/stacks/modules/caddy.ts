import { startProxy } from '../proxy.js';
import { brokenByProxy, inHandler, type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
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
    brokenByProxy('stripped-by-proxy', 'header -Access-Control-…', site('header -Access-Control-Allow-Origin')),
    brokenByProxy(
      'overwritten-by-proxy',
      'another origin in place of the app’s',
      site('header {\n\tdefer\n\tAccess-Control-Allow-Origin "https://www.example.com"\n}'),
    ),
    brokenByProxy(
      'added-twice-by-proxy',
      'header beside the app’s own',
      site('header Access-Control-Allow-Origin "{ORIGIN}"'),
    ),
    brokenByProxy(
      'edge-answers-preflight',
      'OPTIONS gets a response without headers',
      site('@options method OPTIONS\nrespond @options 204'),
    ),
    brokenByProxy('gateway-error', '502 for an app that is down'),
    {
      ...brokenByProxy('gateway-error', '413 for a body over the limit'),
      request: { path: '/users', method: 'POST', body: 'x'.repeat(200_000) },
    },
    brokenByProxy(
      'gateway-error',
      'the headers deferred, so that the 502 loses them',
      site('header {\n\tdefer\n\tAccess-Control-Allow-Origin "{ORIGIN}"\n}'),
    ),
  ],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `header ${name} "${value}"`);
  const respond = options === 'responds with 204' ? ['@options method OPTIONS', 'respond @options 204'] : [];
  return [site([...lines, ...respond].join('\n'))];
}
