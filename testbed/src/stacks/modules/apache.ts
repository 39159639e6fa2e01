import { startProxy } from '../proxy.js';
import { brokenByProxy, type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const host = at(
  '/etc/apache2/sites-enabled/000-default.conf',
  'first inside <VirtualHost>, above every RewriteRule and ProxyPass',
);

export const apache: StackModule = {
  id: 'apache',
  role: 'proxy',
  before: ['caddy'],
  needs: ['apache'],
  behind: 'express',
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ Apache: 'apache2-bin' }),
  start: (folder) =>
    startProxy(folder, {
      command: 'apache2',
      args: () => ['-d', folder, '-f', 'etc/apache2/apache2.conf', '-DFOREGROUND'],
      announces: /resuming normal operations/,
    }),
  broken: [
    ...proxyMistakes('apache', write),
    wrong(
      'duplicate-allow-origin',
      'Header always set beside Header set',
      host(
        'Header set Access-Control-Allow-Origin "{ORIGIN}"\nHeader always set Access-Control-Allow-Origin "{ORIGIN}"',
      ),
    ),
    brokenByProxy('stripped-by-proxy', 'Header unset', host('Header unset Access-Control-Allow-Origin')),
    brokenByProxy(
      'overwritten-by-proxy',
      'another origin in place of the app’s',
      host('Header set Access-Control-Allow-Origin "https://www.example.com"'),
    ),
    brokenByProxy(
      'added-twice-by-proxy',
      'Header always set beside the app’s own',
      host('Header always set Access-Control-Allow-Origin "{ORIGIN}"'),
    ),
    brokenByProxy(
      'edge-answers-preflight',
      'OPTIONS gets a response without headers',
      host('RewriteEngine On\nRewriteCond %{REQUEST_METHOD} OPTIONS\nRewriteRule ^ - [R=204,L]'),
    ),
    brokenByProxy('gateway-error', '503 for an app that is down'),
  ],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `Header always set ${name} "${value}"`);
  const respond =
    options === 'responds with 204'
      ? ['RewriteEngine On', 'RewriteCond %{REQUEST_METHOD} OPTIONS', 'RewriteRule ^ - [R=204,L]']
      : [];
  return [host([...lines, ...respond].join('\n'))];
}
