import { startProxy } from '../proxy.js';
import { brokenByProxy, inHandler, type ProxyMistake, proxyMistakes, wronglyCached } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const frontend = at(
  '/etc/haproxy/haproxy.cfg',
  'first in the frontend section, above every other http-request and redirect',
);

const backend = at('/etc/haproxy/haproxy.cfg', 'in the backend');
const cache = at('/etc/haproxy/haproxy.cfg', 'above the frontend');

export const haproxy: StackModule = {
  id: 'haproxy',
  role: 'proxy',
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
  broken: [
    ...proxyMistakes('haproxy', write),
    wrong(
      'duplicate-allow-origin',
      'add-header in place of set-header',
      frontend("http-after-response add-header Access-Control-Allow-Origin '{ORIGIN}'"),
      inHandler("response.set('Access-Control-Allow-Origin', '{ORIGIN}');"),
    ),
    brokenByProxy(
      'stripped-by-proxy',
      'del-header of all of them',
      frontend('http-response del-header access-control- -m beg'),
    ),
    brokenByProxy(
      'overwritten-by-proxy',
      'another origin in place of the app’s',
      frontend("http-response set-header Access-Control-Allow-Origin 'https://www.example.com'"),
    ),
    brokenByProxy(
      'added-twice-by-proxy',
      'add-header beside the app’s own',
      frontend("http-response add-header Access-Control-Allow-Origin '{ORIGIN}'"),
    ),
    brokenByProxy(
      'edge-answers-preflight',
      'OPTIONS gets a response without headers',
      frontend('http-request return status 204 if METH_OPTIONS'),
    ),
    wronglyCached(
      'Vary removed so that responses can be cached',
      [
        cache('cache api\n    total-max-size 4\n    max-age 60'),
        backend('http-request cache-use api\nhttp-response cache-store api'),
      ],
      backend('http-response del-header Vary'),
    ),
    brokenByProxy('gateway-error', '503 for an app that is down'),
    {
      ...brokenByProxy('gateway-error', '413 for a body over the limit'),
      request: { path: '/users', method: 'POST', body: 'x'.repeat(200_000) },
    },
  ],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `http-after-response set-header ${name} '${value}'`);
  const respond = options === 'responds with 204' ? ['http-request return status 204 if METH_OPTIONS'] : [];
  return [frontend([...respond, ...lines].join('\n'))];
}
