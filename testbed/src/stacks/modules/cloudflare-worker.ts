import path from 'node:path';
import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions, packageFolder } from '../versions.js';

const workerd = path.join(packageFolder('workerd'), 'bin', 'workerd');

const beforeRoutes = at('src/index.js', 'before the routes');
const afterAuthentication = at('src/index.js', 'after authentication');
const inHandler = at('src/index.js', 'in the handler of /users');

const allow = (value: string) => inHandler(`response.headers.set('Access-Control-Allow-Origin', '${value}');`);
const preflight = (headers: string) =>
  `if (request.method === 'OPTIONS') return new Response(null, { headers: { 'Access-Control-Allow-Origin': '{ORIGIN}', ${headers} } });`;
const contentType = "'Access-Control-Allow-Headers': 'Content-Type'";

export const cloudflareWorker: StackModule = {
  id: 'cloudflare-worker',
  role: 'application',
  needs: [],
  marks: 'never',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('workerd'),
  start: (folder) =>
    serve(workerd, ['serve', 'config.capnp', '--control-fd=3'], {
      folder,
      announces: /"event":"listen".*"port":(\d+)/,
    }),
  broken: [
    wrong('no-allow-origin', 'nothing about CORS'),
    wrong('origin-mismatch', 'a slash at the end of the origin', allow('{ORIGIN}/')),
    wrong('invalid-allow-origin', 'a pattern', allow('http://*.example.com')),
    wrong('multiple-origins-in-header', 'two origins', allow('{ORIGIN}, https://admin.example.com')),
    wrong('wildcard-with-credentials', 'everyone, for a page with cookies', allow('*')),
    wrong('credentials-not-allowed', 'no Access-Control-Allow-Credentials', allow('{ORIGIN}')),
    wrong('preflight-not-handled', 'the header set in the handler alone', allow('{ORIGIN}')),
    wrong(
      'preflight-needs-auth',
      'the preflight is handled after authentication',
      afterAuthentication(
        preflight("'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'Authorization'"),
      ),
    ),
    wrong('preflight-redirected', 'a redirect of every method', allow('{ORIGIN}')),
    wrong('method-not-allowed', 'no Access-Control-Allow-Methods', beforeRoutes(preflight(contentType))),
    wrong(
      'header-not-allowed',
      'Access-Control-Allow-Headers without the page’s',
      beforeRoutes(preflight(contentType)),
    ),
    wrong(
      'malformed-allow-list',
      'methods with spaces between them',
      beforeRoutes(preflight(`${contentType}, 'Access-Control-Allow-Methods': 'GET PUT'`)),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      inHandler(`response.headers.set('Vary', 'Origin');
if (request.headers.get('Origin') === 'https://{HOST}')
  response.headers.set('Access-Control-Allow-Origin', 'https://{HOST}');`),
    ),
    wrong('response-without-headers-on-error', 'the header set in the handler alone', allow('{ORIGIN}')),
    wrong('response-redirected', 'the header set in the handler alone', allow('{ORIGIN}')),
    wrong(
      'headers-only-on-preflight',
      'headers for OPTIONS alone',
      beforeRoutes(preflight(`${contentType}, 'Access-Control-Allow-Methods': 'PUT'`)),
    ),
    wrong('header-not-exposed', 'no Access-Control-Expose-Headers', allow('{ORIGIN}')),
  ],
};
