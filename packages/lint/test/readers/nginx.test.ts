import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

test('a map of exact origins with Vary is right', async () => {
  const result = await linted({
    'nginx.conf': `
      http {
        map $http_origin $allowed {
          default "";
          "https://app.example.org" $http_origin;
          "https://admin.example.org" $http_origin;
        }
        server {
          location /api/ {
            add_header Access-Control-Allow-Origin $allowed always;
            add_header Access-Control-Allow-Credentials true always;
            add_header Vary Origin always;
            if ($request_method = OPTIONS) {
              add_header Access-Control-Allow-Origin $allowed;
              add_header Access-Control-Allow-Credentials true;
              add_header Access-Control-Allow-Methods "PUT, DELETE";
              add_header Access-Control-Allow-Headers "content-type";
              add_header Vary Origin;
              return 204;
            }
            proxy_pass http://app;
          }
        }
      }`,
  });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://app.example.org', 'https://admin.example.org'],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    requestHeaders: ['content-type'],
    preflight: true,
    errors: true,
  });
});

test('a preflight that another if ends has no headers', async () => {
  const result = await linted({
    'sites-enabled/api': `
      server {
        location / {
          if ($http_origin = "https://app.example.org") {
            add_header Access-Control-Allow-Origin $http_origin always;
            add_header Access-Control-Allow-Headers authorization always;
            add_header Vary Origin always;
          }
          if ($request_method = OPTIONS) { return 204; }
          proxy_pass http://app;
        }
      }`,
  });
  expect(hardOf(result)).toEqual(['broken if-return-without-headers 8']);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://app.example.org'],
    preflight: false,
    methods: ['GET', 'HEAD', 'POST'],
  });
});

test('an add_header of a location removes those of the server', async () => {
  const result = await linted({
    'nginx.conf': `
      server {
        add_header Access-Control-Allow-Origin https://app.example.org always;
        location /a { proxy_pass http://a; }
        location /b {
          add_header Cache-Control no-store;
          proxy_pass http://b;
        }
      }`,
  });
  expect(hardOf(result)).toEqual(['broken inherited-headers-lost 5']);
});

test('headers of an included snippet are reported in the snippet', async () => {
  const result = await linted({
    'conf.d/api.conf': `
      server {
        location / {
          include snippets/cors-headers.conf;
          proxy_pass http://app;
        }
      }`,
    'snippets/cors-headers.conf': `
      add_header Access-Control-Allow-Origin $http_origin always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;`,
  });
  expect(hardOf(result)).toEqual(['insecure any-origin-with-credentials 1']);
  expect(result.findings.map(({ file }) => file)).toEqual(['snippets/cors-headers.conf']);
});

test('a pattern that matches longer names is insecure, and the witness is such a name', async () => {
  const result = await linted({
    'nginx.conf': `
      map $http_origin $cors { ~*^https://(www\\.)?shop\\.example\\.org $http_origin; }
      server {
        location / {
          add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;
          proxy_pass http://app;
        }
      }`,
  });
  const [finding] = result.findings.filter(({ level }) => level === 'insecure');
  expect(finding).toMatchObject({
    id: 'pattern-too-wide',
    line: 1,
    witness: { request: { origin: 'https://shop.example.org.attacker.example' } },
  });
  expect(Object.values(finding!.witness!.browsers).map(({ allowed }) => allowed)).toEqual([true, true, true]);
});

test('proxy_set_header sends the header to the upstream', async () => {
  const result = await linted({
    'nginx.conf': `
      server {
        location / {
          proxy_set_header Access-Control-Allow-Origin *;
          proxy_pass http://app;
        }
      }`,
  });
  expect(shownOf(result)).toEqual(['broken response-header-set-on-request 3']);
});

test('a file that can’t be parsed is reported at its place', async () => {
  const result = await linted({
    'nginx.conf': 'server {\n  location / {\n    add_header Access-Control-Allow-Origin *;\n',
  });
  expect(hardOf(result)).toEqual(['broken syntax-error 2']);
});

test('no text makes the reader throw', async () => {
  const text =
    'server { location / { add_header Access-Control-Allow-Origin "$http_origin" always; if ($a ~ "(") { return 204; } } }';
  for (let i = 0; i <= text.length; i++) await linted({ 'nginx.conf': text.slice(0, i) });
  await linted({ 'nginx.conf': `server {${'location / {'.repeat(3000)} add_header a b` });
});

test('files that include each other many times are read in bounded time', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const files = names.map((name, index) => [
    `${name}.conf`,
    `${`include ${names[index + 1] ?? 'a'}.conf;\n`.repeat(100)}server { location / { return 204; } }\n`,
  ]);
  expect(hardOf(await linted(Object.fromEntries(files)))).toEqual([]);
});
