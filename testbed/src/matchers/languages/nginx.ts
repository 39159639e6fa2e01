import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serveOnFreePort } from '../../stacks/proxy.js';
import { type Language, right, wrong } from '../language.js';

/** What a line of `map $http_origin $allowed` has on its left, the rest being empty. */
const comparisons = [
  wrong('reflects-any-origin', 'default'),
  wrong('prefix-match', '"~^https://app\\.example\\.com"'),
  wrong('prefix-match unescaped-dot', '"~https://app.example.com"'),
  wrong('suffix-match http-allowed', '"~example\\.com$"'),
  wrong('unescaped-dot', '"~^https://app.example.com$"'),
  wrong('http-allowed any-subdomain', '"~*^https?://([a-z0-9-]+\\.)?example\\.com$"'),
  wrong('substring-match http-allowed', '"~*app\\.example\\.com"'),
  wrong('null-allowed', '"~^(https://app\\.example\\.com|null)$"'),
  wrong('any-port', '"~^https://app\\.example\\.com(:[0-9]+)?$"'),
  right('"https://app.example.com"'),
  right('"~^https://app\\.example\\.com$"'),
  right('"~*^https://(app|admin)\\.example\\.com$"'),
  right('"~^https://([a-z0-9-]+\\.)+example\\.com$"', ['https://*.example.com']),
];

const configuration = `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events { }
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
${comparisons
  .map(
    ({ code }, index) =>
      `    map $http_origin $allowed_${index} { ${code === 'default' ? '' : 'default "";'} ${code} $http_origin; }`,
  )
  .join('\n')}
    server {
        listen 127.0.0.1:{PORT};
${comparisons
  .map(
    (_, index) => `        location = /${index} {
            add_header Access-Control-Allow-Origin $allowed_${index} always;
            add_header Access-Control-Allow-Credentials true always;
            add_header Vary Origin always;
            return 204;
        }`,
  )
  .join('\n')}
    }
}
`;

export const nginx: Language = {
  name: 'nginx',
  needs: ['nginx'],
  comparisons,
  start(folder) {
    mkdirSync(path.join(folder, 'etc'));
    writeFileSync(path.join(folder, 'etc/nginx.conf'), configuration);
    return serveOnFreePort(folder, {
      command: 'nginx',
      args: () => ['-p', folder, '-c', 'etc/nginx.conf', '-e', 'stderr'],
      announces: /nginx\/[\d.]+$/,
    });
  },
};
