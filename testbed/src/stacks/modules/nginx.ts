import { startProxy } from '../proxy.js';
import { brokenByProxy, inHandler, type ProxyMistake, proxyMistakes, wronglyCached } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const server = at(
  '/etc/nginx/sites-enabled/default',
  'first inside server { }, above every return, rewrite and location',
);

const location = at('/etc/nginx/sites-enabled/default', 'inside location { }');
const cache = at('/etc/nginx/conf.d/cache.conf', 'a new file');

export const nginx: StackModule = {
  id: 'nginx',
  role: 'proxy',
  before: ['apache'],
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
  broken: [
    ...proxyMistakes('nginx', write),
    wrong(
      'duplicate-allow-origin',
      'nginx adds the header to the app’s own',
      server(`add_header Access-Control-Allow-Origin "{ORIGIN}" always;`),
      inHandler("response.set('Access-Control-Allow-Origin', '{ORIGIN}');"),
    ),
    wrong(
      'response-without-headers-on-error',
      'add_header without always',
      server(`add_header Access-Control-Allow-Origin "{ORIGIN}";`),
    ),
    wrong(
      'headers-only-on-preflight',
      'add_header inside the if of OPTIONS only',
      location(
        'if ($request_method = OPTIONS) {\n  add_header Access-Control-Allow-Origin "{ORIGIN}";\n  add_header Access-Control-Allow-Methods "GET, PUT";\n  add_header Access-Control-Allow-Headers "Content-Type";\n  return 204;\n}',
      ),
    ),
    wrong(
      'no-allow-origin',
      'an add_header in the location drops those of the server',
      server(`add_header Access-Control-Allow-Origin "{ORIGIN}" always;`),
      location('add_header X-Frame-Options DENY;'),
    ),
    brokenByProxy('stripped-by-proxy', 'proxy_hide_header', server('proxy_hide_header Access-Control-Allow-Origin;')),
    brokenByProxy(
      'overwritten-by-proxy',
      'another origin in place of the app’s',
      server(
        'proxy_hide_header Access-Control-Allow-Origin;\nadd_header Access-Control-Allow-Origin "https://www.example.com" always;',
      ),
    ),
    brokenByProxy(
      'added-twice-by-proxy',
      'add_header beside the app’s own',
      server('add_header Access-Control-Allow-Origin "{ORIGIN}" always;'),
    ),
    brokenByProxy(
      'edge-answers-preflight',
      'OPTIONS gets a response without headers',
      server('if ($request_method = OPTIONS) { return 204; }'),
    ),
    wronglyCached(
      'proxy_ignore_headers Vary',
      [cache('proxy_cache_path cache keys_zone=api:1m;'), location('proxy_cache api;')],
      location('proxy_ignore_headers Vary;'),
    ),
    brokenByProxy('gateway-error', '502 for an app that is down'),
    {
      ...brokenByProxy('gateway-error', '413 for a body over client_max_body_size'),
      request: { path: '/users', method: 'POST', body: 'x'.repeat(200_000) },
    },
  ],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `add_header ${name} "${value}" always;`);
  const respond = options === 'responds with 204' ? ['if ($request_method = OPTIONS) { return 204; }'] : [];
  return [server([...lines, ...respond].join('\n'))];
}
