import { startProxy } from '../proxy.js';
import { type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const host = at(
  '/etc/apache2/sites-enabled/000-default.conf',
  'first inside <VirtualHost>, above every RewriteRule and ProxyPass',
);

export const apache: StackModule = {
  id: 'apache',
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
  broken: [...proxyMistakes(write)],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `Header always set ${name} "${value}"`);
  const answer =
    options === 'answered with 204'
      ? ['RewriteEngine On', 'RewriteCond %{REQUEST_METHOD} OPTIONS', 'RewriteRule ^ - [R=204,L]']
      : [];
  return [host([...lines, ...answer].join('\n'))];
}
