import { expect, test } from 'vitest';
import { hardOf, linted } from './linted.js';

const APP = "import cors from 'cors';\napp.use(cors({ origin: ['https://app.example.org'], methods: ['PUT'] }));\n";
const HEADER = 'add_header Access-Control-Allow-Origin https://app.example.org always;';
const location = (text: string) => `server {\n  location / {\n    ${text}\n    proxy_pass http://app;\n  }\n}\n`;

test('a proxy and an app that both send the header are doubled', async () => {
  const result = await linted({ 'api/app.js': APP, 'nginx.conf': location(HEADER) });
  expect(hardOf(result)).toEqual(['broken doubled-header 2', 'broken doubled-header 3']);
  expect(result.findings.map(({ file }) => file)).toEqual(['api/app.js', 'nginx.conf']);
  expect(result.policies.map(({ policy }) => policy?.origins)).toEqual([[], []]);
});

test('a proxy that hides the header of the app is alone', async () => {
  const text = location(`proxy_hide_header Access-Control-Allow-Origin;\n${HEADER}`);
  expect(hardOf(await linted({ 'api/app.js': APP, 'nginx.conf': text }))).toEqual([]);
});

test('a proxy that ends preflights without headers breaks those of the app', async () => {
  const text = location('if ($request_method = OPTIONS) { return 204; }');
  const result = await linted({ 'api/app.js': APP, 'nginx.conf': text });
  expect(hardOf(result)).toEqual(['broken preflight-ends-at-proxy 3']);
  expect(result.findings[0]?.message).toContain('api/app.js:2');
  // Without an app that sends headers, it is no fault of CORS.
  expect(hardOf(await linted({ 'nginx.conf': text }))).toEqual([]);
});

test('a proxy that forwards everything leaves it to the app', async () => {
  expect(hardOf(await linted({ 'api/app.js': APP, 'nginx.conf': location('client_max_body_size 2m;') }))).toEqual([]);
});

test('Caddy in front of the app', async () => {
  const caddy = (text: string) => `api.example.org {\n  ${text}\n  reverse_proxy app:80\n}\n`;
  const ends = caddy(
    '@options method OPTIONS\n  respond @options 204\n  # access-control-allow-origin comes from the app',
  );
  expect(hardOf(await linted({ 'app.js': APP, Caddyfile: ends }))).toEqual(['broken preflight-ends-at-proxy 1']);
  const doubled = caddy('header Access-Control-Allow-Origin https://app.example.org');
  expect(hardOf(await linted({ 'app.js': APP, Caddyfile: doubled }))).toEqual([
    'broken doubled-header 2',
    'broken doubled-header 2',
  ]);
});

test.each([
  ['of another service', { 'billing/api/app.js': APP, 'shop/nginx.conf': location(HEADER) }],
  ['in front of one of two apps', { 'a/app.js': APP, 'b/app.js': APP, 'nginx.conf': location(HEADER) }],
  [
    'in front of one of two packages',
    { 'package.json': '{}', 'b/package.json': '{}', 'app.js': APP, 'b/app.js': APP, 'nginx.conf': location(HEADER) },
  ],
])('a proxy %s is no second layer', async (_where, files) => {
  expect(hardOf(await linted(files))).toEqual([]);
});

test.each([
  ['beside it', { 'api/app.js': APP, 'deploy/nginx/conf.d/api.conf': location(HEADER) }],
  ['in its own folder', { 'services/a/app.js': APP, 'services/a/nginx.conf': location(HEADER), 'services/b/x.js': '' }],
  [
    'with routes in other files',
    { 'package.json': '{}', 'src/app.js': APP, 'src/v2/app.js': APP, 'nginx/nginx.conf': location(HEADER) },
  ],
])('a proxy %s is one', async (_where, files) => {
  expect(hardOf(await linted(files))).toContainEqual(expect.stringContaining('doubled-header'));
});
