import { startProxy } from '../proxy.js';
import { type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const frontend = at(
  '/etc/haproxy/haproxy.cfg',
  'first in the frontend section, above every other http-request and redirect',
);

export const haproxy: StackModule = {
  id: 'haproxy',
  needs: ['haproxy'],
  behind: 'express',
  marks: 'never',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ HAProxy: 'haproxy' }),
  start: (folder) =>
    startProxy(folder, {
      command: 'haproxy',
      args: () => ['-W', '-db', '-f', 'etc/haproxy/haproxy.cfg'],
      announces: /Loading success/,
    }),
  broken: [...proxyMistakes(write)],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `http-after-response set-header ${name} '${value}'`);
  const answer = options === 'answered with 204' ? ['http-request return status 204 if METH_OPTIONS'] : [];
  return [frontend([...answer, ...lines].join('\n'))];
}
