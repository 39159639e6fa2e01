import path from 'node:path';
import { startProxy } from '../proxy.js';
import { type ProxyMistake, proxyMistakes } from '../proxy-mistakes.js';
import { at, type Setup, type StackModule } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const vcl = at('/etc/varnish/default.vcl', 'right below vcl 4.1;');

export const varnish: StackModule = {
  id: 'varnish',
  needs: ['varnish'],
  behind: 'express',
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ Varnish: 'varnish' }),
  start: (folder) =>
    startProxy(folder, {
      command: 'varnishd',
      args: (_, port) => [
        ...['-F', '-n', path.join(folder, 'work'), '-T', 'none', '-s', 'malloc,16m'],
        ...['-a', `127.0.0.1:${port}`, '-f', path.join(folder, 'etc/varnish/default.vcl')],
        ...['-p', `vcl_path=${path.join(folder, 'etc/varnish')}`],
      ],
      announces: /Child starts/,
    }),
  broken: [...proxyMistakes(write)],
};

function write({ headers, options }: ProxyMistake): Setup {
  const lines = headers.map(([name, value]) => `  set resp.http.${name} = "${value}";\n`).join('');
  const answer =
    options === 'answered with 204' ? 'sub vcl_recv { if (req.method == "OPTIONS") { return (synth(204)); } }\n' : '';
  return [vcl(`${answer}sub vcl_deliver {\n${lines}}\nsub vcl_synth {\n${lines}}`)];
}
