import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

test.each<[string, string, string[], unknown]>([
  [
    'the origin that matched is sent back',
    'SetEnvIf Origin "^https://(a|b)\\.example\\.org$" OK=$0\nHeader always set Access-Control-Allow-Origin %{OK}e env=OK\nHeader always merge Vary Origin\nHeader always set Access-Control-Allow-Credentials true',
    [],
    ['re:^https://(a|b)\\.example\\.org$'],
  ],
  [
    'every origin is sent back',
    'SetEnvIf Origin "(.*)" ANY=$1\nHeader always set Access-Control-Allow-Credentials true\n\n\nHeader always set Access-Control-Allow-Origin %{ANY}e env=ANY',
    ['insecure any-origin-with-credentials 5'],
    '* (echoed)',
  ],
  [
    'a variable that nothing sets',
    'SetEnvIf Origin "." CORS\nHeader always set Access-Control-Allow-Origin * env=COR',
    ['broken env-name-wrong 2'],
    [],
  ],
  [
    'a RewriteRule’s status needs always',
    'Header set Access-Control-Allow-Origin https://a.example.org\nRewriteCond %{REQUEST_METHOD} =OPTIONS\nRewriteRule ^ - [R=204,L]',
    ['broken rewrite-needs-always 3'],
    ['https://a.example.org'],
  ],
  [
    'a section that is not closed',
    '<Location /api>\nHeader always set Access-Control-Allow-Origin *',
    ['broken syntax-error 1'],
    [],
  ],
  [
    'a condition on the origin',
    '<If "%{HTTP:Origin} == \'https://a.example.org\'">\nHeader always set Access-Control-Allow-Origin https://a.example.org\nHeader always set Vary Origin\n</If>',
    [],
    ['https://a.example.org'],
  ],
])('Apache: %s', async (_, text, hard, origins) => {
  const result = await linted({ '.htaccess': text });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Apache: only the matched part of an unanchored pattern is sent, so a longer name is not allowed', async () => {
  const result = await linted({
    'vhost.conf':
      '<VirtualHost *:80>\nSetEnvIf Origin "https://a\\.example\\.org" OK=$0\nHeader always set Access-Control-Allow-Origin %{OK}e env=OK\nHeader always set Access-Control-Allow-Credentials true\nHeader always set Vary Origin\n</VirtualHost>',
  });
  expect(hardOf(result)).toEqual([]);
});

test.each<[string, string, string[], unknown]>([
  [
    'origins by a matcher',
    '@ok header Origin https://a.example.org https://b.example.org\nheader @ok {\n  Access-Control-Allow-Origin {header.Origin}\n  Access-Control-Allow-Credentials true\n  Vary Origin\n  defer\n}\nreverse_proxy app:80',
    [],
    ['https://a.example.org', 'https://b.example.org'],
  ],
  [
    'every origin',
    'header Access-Control-Allow-Origin {http.request.header.Origin}\nheader Access-Control-Allow-Credentials true\nreverse_proxy app:80',
    ['insecure any-origin-with-credentials 2'],
    '* (echoed)',
  ],
  [
    'a response to OPTIONS without headers',
    '@options method OPTIONS\nhandle @options {\n  header -Access-Control-Allow-Origin\n  respond 204\n}\nheader Access-Control-Allow-Origin https://a.example.org\nreverse_proxy app:80',
    ['broken if-return-without-headers 7'],
    ['https://a.example.org'],
  ],
  ['a brace that is not closed', 'header {\n  Access-Control-Allow-Origin *', ['broken syntax-error 1'], []],
])('Caddy: %s', async (_, text, hard, origins) => {
  const result = await linted({ Caddyfile: `api.example.org {\n${text}\n}\n` });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('Caddy: a snippet with arguments is read where it is imported', async () => {
  const result = await linted({
    Caddyfile: `
      (cors) {
        header Access-Control-Allow-Origin {args[0]}
      }
      a.example.org {
        handle_path /api/* {
          import cors https://b.example.org/
          reverse_proxy app:80
        }
      }`,
  });
  expect(shownOf(result)).toEqual(['broken origin-never-matches 2']);
  expect(result.policies[0]).toMatchObject({ where: '/api/*', policy: { origins: [] } });
});

test.each<[string, string, string[], unknown]>([
  [
    'a list of origins in a variable',
    'http-request set-var(txn.origin) req.hdr(Origin)\nacl ok var(txn.origin) -m str https://a.example.org\nhttp-after-response set-header Access-Control-Allow-Origin %[var(txn.origin)] if ok\nhttp-after-response set-header Vary Origin',
    [],
    ['https://a.example.org'],
  ],
  [
    'every origin, captured',
    'http-request capture req.hdr(Origin) len 128\nhttp-response set-header Access-Control-Allow-Credentials true\nhttp-response set-header Access-Control-Allow-Origin %[capture.req.hdr(0)]',
    ['insecure any-origin-with-credentials 4'],
    '* (echoed)',
  ],
  [
    'the request in a response',
    'http-response set-header Access-Control-Allow-Origin %[req.hdr(Origin)]',
    ['broken request-not-available 2'],
    [],
  ],
  ['a directive that is gone', 'rspadd Access-Control-Allow-Origin:\\ *', ['broken removed-directive 2'], '*'],
  [
    'a suffix',
    'http-request capture req.hdr(Origin) len 99\nacl ok capture.req.hdr(0) -m end example.org\nhttp-response set-header Access-Control-Allow-Origin %[capture.req.hdr(0)] if ok\nhttp-response set-header Access-Control-Allow-Credentials true if ok',
    ['insecure pattern-too-wide 3'],
    ['*example.org'],
  ],
])('HAProxy: %s', async (_, text, hard, origins) => {
  const result = await linted({
    'haproxy.cfg': `frontend web\n${text.replace(/^/gm, '  ')}\n  default_backend app\nbackend app\n  server a 127.0.0.1:1\n`,
  });
  expect(hardOf(result)).toEqual(hard);
  expect(onlyPolicy(result)?.origins).toEqual(origins);
});

test('no piece of a file makes a reader throw', async () => {
  const texts = {
    '.htaccess':
      '<If "%{HTTP:Origin} =~ m#^https?://(.*#">\nSetEnvIf Origin "(" A=$9\nHeader always set Access-Control-Allow-Origin "%{A}e" env=A\n</If>',
    Caddyfile: 'a {\n@m {\nheader Origin *\nnot method OPTIONS\n}\nheader @m Access-Control-Allow-Origin {args.0}\n}',
    'haproxy.cfg':
      'frontend a\n acl x req.hdr(origin) -m reg (\n http-response set-header Access-Control-Allow-Origin "%[capture.req.hdr(0)]" if { x } || !x',
  };
  for (const [path, text] of Object.entries(texts))
    for (let i = 0; i <= text.length; i++) await linted({ [path]: text.slice(0, i) });
});
