import { startProxy } from '../proxy.js';
import { type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const site = at('/etc/caddy/Caddyfile', 'first inside the site block');

export const caddy: StackModule = {
  id: 'caddy',
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
  broken: [...proxyMistakes(write)],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `header ${name} "${value}"`);
  const answer = options === 'answered with 204' ? ['@options method OPTIONS', 'respond @options 204'] : [];
  return [site([...lines, ...answer].join('\n'))];
}
