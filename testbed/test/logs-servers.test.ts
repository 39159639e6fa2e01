import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LogFormat, namedFormat, readLogs } from '@corsmith/monitor/logs';
import { describe, expect, test } from 'vitest';
import { freePort } from '../src/browsers/free-port.js';
import { type OwnedProcess, own } from '../src/browsers/owned-process.js';
import { until } from '../src/monitor/service.js';
import { needs } from '../src/needs.js';

const APP = 'https://app.example.com';
const EVIL = 'a "quoted\\" agent\t[x] OPTIONS /y HTTP/1.1" 404';

/** A server that responds to OPTIONS /users/… with 405, to others with 204, and writes these logs. */
interface LoggingServer {
  readonly command: string;
  readonly args: (folder: string) => readonly string[];
  readonly configuration: (folder: string, port: number) => string;
  /** The logs and their detected formats, or the format to pass. */
  readonly logs: Readonly<Record<string, string>>;
}

const CORS_JSON = `log_format cors escape=json '{"at":"$time_iso8601","ip":"$remote_addr","vhost":"$host","line":"$request","status":$status,"agent":"$http_user_agent","origin":"$http_origin","requested":"$http_access_control_request_method"}';`;
const APACHE_CORS = 'LogFormat "%{%s}t %a %V %m \\"%U%q\\" %>s \\"%{User-agent}i\\" \\"%{Origin}i\\"" cors';

const SERVERS: Readonly<Record<string, LoggingServer>> = {
  nginx: {
    command: 'nginx',
    args: (folder) => ['-p', folder, '-c', 'configuration', '-e', 'stderr'],
    configuration: (folder, port) => `daemon off; master_process off; pid nginx.pid; events { }
      http {
        ${CORS_JSON}
        log_format vhost '$host:$server_port $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        access_log ${folder}/combined.log combined; access_log ${folder}/vhost.log vhost; access_log ${folder}/cors.log cors;
        server {
          listen 127.0.0.1:${port};
          location /users { if ($request_method = OPTIONS) { return 405; } return 204; }
          location / { return 204; }
        }
      }`,
    logs: { combined: 'combined', vhost: 'vhost', cors: CORS_JSON },
  },
  apache: {
    command: 'apache2',
    args: (folder) => ['-d', folder, '-f', 'configuration', '-DFOREGROUND'],
    configuration: (folder, port) => `ServerRoot ${folder}
      PidFile apache2.pid
      DefaultRuntimeDir .
      ErrorLog "|/bin/cat"
      ServerName localhost
      Listen 127.0.0.1:${port}
      LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
      StartServers 1
      ThreadsPerChild 8
      MinSpareThreads 1
      MaxRequestWorkers 8
      LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" vhost_combined
      LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
      LogFormat "%h %l %u %t \\"%r\\" %>s %O" common
      ${APACHE_CORS}
      CustomLog combined.log combined
      CustomLog vhost.log vhost_combined
      CustomLog common.log common
      CustomLog cors.log cors
      RewriteEngine On
      RewriteCond %{REQUEST_METHOD} OPTIONS
      RewriteRule ^/users - [R=405,L]
      RewriteRule ^ - [R=204,L]`,
    logs: { combined: 'combined', vhost: 'vhost', common: 'common', cors: APACHE_CORS },
  },
  caddy: {
    command: 'caddy',
    args: (folder) => ['run', '--config', join(folder, 'configuration'), '--adapter', 'caddyfile'],
    configuration: (folder, port) => `{
        admin off
        auto_https off
        default_bind 127.0.0.1
      }
      http://:${port} {
        log {
          output file ${folder}/json.log
        }
        @refused {
          method OPTIONS
          path /users/*
        }
        respond @refused 405
        respond 204
      }`,
    logs: { json: 'caddy' },
  },
};

describe.each(Object.entries(SERVERS))('%s', (group, { command, args, configuration, logs }) => {
  test.runIf(needs(group))('what it writes is read: its own lines, and what strangers put into them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corsmith-logging-'));
    const port = await freePort();
    writeFileSync(join(folder, 'configuration'), configuration(folder, port));
    const server: OwnedProcess = await own(command, args(folder), { cwd: folder, stdio: 'ignore' });
    try {
      const send = async (method: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
        const page = { Origin: APP, Referer: `${APP}/`, 'User-Agent': EVIL };
        const sent = request({ port, host: '127.0.0.1', method, path, agent: false, headers: { ...page, ...headers } });
        const [response] = await once(sent.end(), 'response');
        await once(response.resume(), 'close');
      };
      const preflight = { 'Access-Control-Request-Method': 'PUT' };
      await until(async () => {
        await send('GET', '/ready');
        return true;
      });
      await send('OPTIONS', '/users/7?token=s3cret', preflight);
      await send('OPTIONS', '/items/7', preflight);
      await send('PUT', '/items/7?now');
      await send('OPTIONS', '/quiet', preflight);
      await send('GET', '/%22%20OPTIONS/%C3%A9?q="\'');
      for (const [name, expected] of Object.entries(logs)) {
        const path = join(folder, `${name}.log`);
        await until(async () => readFileSync(path, 'utf8').split('\n').length === 7);
        const known = namedFormat(expected);
        const given = expected.includes('%') || expected.includes('$') ? { format: known as LogFormat } : {};
        const report = await readLogs([path], { ...given, filter: { window: 60 }, threads: 1 });
        expect(report, name).toMatchObject({
          logs: [given.format ? { certainty: 'given' } : { format: expected, certainty: 'sure' }],
          lines: { read: 6, unreadable: 0, tooLong: 0 },
          total: { preflights: 3, refused: 1, unfollowed: 0, undecided: 1 },
          otherOptions: 0,
          statuses: [
            { status: 204, preflights: 2 },
            { status: 405, preflights: 1 },
          ],
          origins: { items: [{ name: name === 'common' ? '' : APP, preflights: 3 }] },
          findings: [{ kind: 'refused', path: '/users/:id', statuses: [405] }],
        });
        expect(Math.abs(Date.parse(report.findings[0]!.began) - Date.now())).toBeLessThan(60_000);
      }
    } finally {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
