import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const beforeRoutes = at('server.js', 'before the routes');
const afterAuthentication = at('server.js', 'after authentication');
const inHandler = at('server.js', 'in the handler of /users');

const set = (name: string, value: string) => `response.setHeader('${name}', '${value}');`;
const allow = set('Access-Control-Allow-Origin', '{ORIGIN}');
const preflight = (...lines: readonly string[]) => `if (request.method === 'OPTIONS') {
${[allow, ...lines].map((line) => `  ${line}\n`).join('')}  return response.writeHead(204).end();
}`;
const methods = set('Access-Control-Allow-Methods', 'GET, PUT');
const contentType = set('Access-Control-Allow-Headers', 'Content-Type');

export const nodeHttp: StackModule = {
  id: 'node-http',
  role: 'application',
  before: ['nestjs'],
  needs: [],
  marks: 'never',
  covered: { missing: true, thrown: true },
  version: async () => `node ${process.versions.node}, ${await npmVersions('@corsmith/server')}`,
  start: (folder) => serve(process.execPath, ['server.js'], { folder }),
  broken: [
    wrong('no-allow-origin', 'nothing about CORS'),
    wrong('origin-mismatch', 'another port', beforeRoutes(set('Access-Control-Allow-Origin', 'http://localhost:1'))),
    wrong('invalid-allow-origin', 'quotation marks', beforeRoutes(set('Access-Control-Allow-Origin', '"{ORIGIN}"'))),
    wrong(
      'multiple-origins-in-header',
      'two origins in one value',
      beforeRoutes(set('Access-Control-Allow-Origin', '{ORIGIN}, https://admin.example.com')),
    ),
    wrong(
      'duplicate-allow-origin',
      'a list of origins given to setHeader()',
      beforeRoutes("response.setHeader('Access-Control-Allow-Origin', ['{ORIGIN}', 'https://admin.example.com']);"),
    ),
    wrong(
      'wildcard-with-credentials',
      'everyone, for a page with cookies',
      beforeRoutes(set('Access-Control-Allow-Origin', '*')),
    ),
    wrong(
      'credentials-not-allowed',
      'True with a capital letter',
      beforeRoutes(`${allow}\n${set('Access-Control-Allow-Credentials', 'True')}`),
    ),
    wrong('preflight-not-handled', 'the header set in the handler alone', inHandler(allow)),
    wrong(
      'preflight-needs-auth',
      'the preflight is handled after authentication',
      afterAuthentication(preflight(methods, contentType)),
    ),
    wrong('preflight-redirected', 'a header for all, and nothing for OPTIONS', beforeRoutes(allow)),
    wrong('method-not-allowed', 'no Access-Control-Allow-Methods', beforeRoutes(preflight(contentType))),
    wrong(
      'header-not-allowed',
      'Access-Control-Allow-Headers without the page’s',
      beforeRoutes(preflight(contentType)),
    ),
    wrong(
      'malformed-allow-list',
      'header names with spaces between them',
      beforeRoutes(preflight(methods, set('Access-Control-Allow-Headers', 'Content-Type X-Api-Key'))),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      beforeRoutes(`if (['https://{HOST}'].includes(request.headers.origin))
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin);`),
    ),
    wrong('response-without-headers-on-error', 'the header set in the handler alone', inHandler(allow)),
    wrong('response-redirected', 'the header set in the handler alone', inHandler(allow)),
    wrong('headers-only-on-preflight', 'headers for OPTIONS alone', beforeRoutes(preflight(methods, contentType))),
    wrong(
      'headers-only-on-response',
      'OPTIONS handled without the origin',
      beforeRoutes(
        `if (request.method === 'OPTIONS') return response.writeHead(204, { 'Access-Control-Allow-Methods': 'PUT' }).end();`,
      ),
      inHandler(allow),
    ),
    wrong('header-not-exposed', 'no Access-Control-Expose-Headers', beforeRoutes(allow)),
  ],
};
