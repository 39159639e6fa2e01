import { startProxy } from '../proxy.js';
import { type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const server = at(
  '/etc/nginx/sites-enabled/default',
  'first inside server { }, above every return, rewrite and location',
);

export const nginx: StackModule = {
  id: 'nginx',
  needs: ['nginx'],
  behind: 'express',
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ nginx: 'nginx' }),
  start: (folder) =>
    startProxy(folder, {
      command: 'nginx',
      args: () => ['-p', folder, '-c', 'etc/nginx/nginx.conf', '-e', 'stderr'],
      announces: /nginx\/[\d.]+$/,
    }),
  broken: [...proxyMistakes(write)],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `add_header ${name} "${value}" always;`);
  const answer = options === 'answered with 204' ? ['if ($request_method = OPTIONS) { return 204; }'] : [];
  return [server([...lines, ...answer].join('\n'))];
}
