import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serveOnFreePort } from '../../stacks/proxy.js';
import { type Language, right, wrong } from '../language.js';

/** What sets the variable ALLOWED, which the header then says. */
const comparisons = [
  wrong('reflects-any-origin', 'SetEnvIf Origin "^(.+)$" ALLOWED=$1'),
  wrong('prefix-match', 'SetEnvIf Origin "^(https://app\\.example\\.com.*)$" ALLOWED=$1'),
  wrong('suffix-match http-allowed', 'SetEnvIf Origin "^(.*example\\.com)$" ALLOWED=$1'),
  wrong('substring-match http-allowed', 'SetEnvIf Origin "^(.*app\\.example\\.com.*)$" ALLOWED=$1'),
  wrong('unescaped-dot', 'SetEnvIf Origin "^(https://app.example.com)$" ALLOWED=$1'),
  wrong('http-allowed', 'SetEnvIf Origin "^https?://app\\.example\\.com$" ALLOWED=$0'),
  right('SetEnvIf Origin "^https://app\\.example\\.com$" ALLOWED=$0'),
  right('SetEnvIf Origin "^(https://(app|admin)\\.example\\.com)$" ALLOWED=$1'),
  // It has no ends, but what is sent back is only what fits, which is the right origin.
  right('SetEnvIf Origin "https://app\\.example\\.com" ALLOWED=$0'),
  right("SetEnvIfExpr \"req('Origin') == 'https://app.example.com'\" ALLOWED=https://app.example.com"),
];

const MODULES = '/usr/lib/apache2/modules';

const configuration = `
ServerRoot {FOLDER}
PidFile apache2.pid
DefaultRuntimeDir .
ErrorLog "|/bin/cat"
LogLevel notice
ServerName localhost
Listen 127.0.0.1:{PORT}

LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so
LoadModule authz_core_module ${MODULES}/mod_authz_core.so
LoadModule headers_module ${MODULES}/mod_headers.so
LoadModule rewrite_module ${MODULES}/mod_rewrite.so
LoadModule setenvif_module ${MODULES}/mod_setenvif.so

StartServers 1
MinSpareThreads 1
ThreadsPerChild 8
MaxRequestWorkers 8

RewriteEngine On
RewriteRule ^ - [R=204,L]
Header always set Access-Control-Allow-Credentials true
Header always set Vary Origin
${comparisons
  .map(
    ({ code }, index) => `${code.replace('ALLOWED', `ALLOWED_${index}`)}
<Location "/${index}">
    Header always set Access-Control-Allow-Origin "%{ALLOWED_${index}}e" env=ALLOWED_${index}
</Location>`,
  )
  .join('\n')}
`;

export const apache: Language = {
  name: 'Apache',
  needs: ['apache'],
  comparisons,
  start(folder) {
    mkdirSync(path.join(folder, 'etc'));
    writeFileSync(path.join(folder, 'etc/apache2.conf'), configuration);
    return serveOnFreePort(folder, {
      command: 'apache2',
      args: () => ['-d', folder, '-f', 'etc/apache2.conf', '-DFOREGROUND'],
      announces: /resuming normal operations/,
    });
  },
};
