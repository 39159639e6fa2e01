import path from 'node:path';
import { startProxy } from '../proxy.js';
import { brokenByProxy, type ProxyMistake, proxyMistakes, wronglyCached } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const vcl = at('/etc/varnish/default.vcl', 'right below vcl 4.1;');

export const varnish: StackModule = {
  id: 'varnish',
  role: 'proxy',
  needs: ['varnish'],
  behind: 'express',
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ Varnish: 'varnish' }),
  start: (folder) =>
    startProxy(folder, {
      command: 'varnishd',
      args: (port) => [
        // Started by root it would become another user, who may not read a folder of root's own.
        ...['-j', 'none', '-F', '-n', path.join(folder, 'work'), '-T', 'none', '-s', 'malloc,16m'],
        ...['-a', `127.0.0.1:${port}`, '-f', path.join(folder, 'etc/varnish/default.vcl')],
        ...['-p', `vcl_path=${path.join(folder, 'etc/varnish')}`],
      ],
      announces: /Child starts/,
    }),
  broken: [
    ...proxyMistakes('varnish', write),
    brokenByProxy(
      'stripped-by-proxy',
      'unset in vcl_backend_response',
      vcl('sub vcl_backend_response { unset beresp.http.Access-Control-Allow-Origin; }'),
    ),
    brokenByProxy(
      'overwritten-by-proxy',
      'another origin in place of the app’s',
      vcl('sub vcl_deliver { set resp.http.Access-Control-Allow-Origin = "https://www.example.com"; }'),
    ),
    brokenByProxy(
      'added-twice-by-proxy',
      'the origin joined to the app’s own',
      vcl(
        'sub vcl_deliver {\n  set resp.http.Access-Control-Allow-Origin = resp.http.Access-Control-Allow-Origin + ", {ORIGIN}";\n}',
      ),
    ),
    brokenByProxy(
      'edge-answers-preflight',
      'OPTIONS gets a response without headers',
      vcl('sub vcl_recv { if (req.method == "OPTIONS") { return (synth(204)); } }'),
    ),
    wronglyCached('Vary removed for more cache hits', [], vcl('sub vcl_backend_response { unset beresp.http.Vary; }')),
    brokenByProxy('gateway-error', '503 for an app that is down'),
    {
      ...brokenByProxy('gateway-error', '413 for a body over the limit'),
      request: { path: '/users', method: 'POST', body: 'x'.repeat(200_000) },
    },
  ],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `  set resp.http.${name} = "${value}";\n`).join('');
  const respond =
    options === 'responds with 204' ? 'sub vcl_recv { if (req.method == "OPTIONS") { return (synth(204)); } }\n' : '';
  return [vcl(`${respond}sub vcl_deliver {\n${lines}}\nsub vcl_synth {\n${lines}}`)];
}
