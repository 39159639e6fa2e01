import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const first = at('app.js', 'before every other register(), hook and route');
const afterAuthentication = at('app.js', 'after authentication');
const inHandler = at('app.js', 'in the handler of /users');

const cors = (options: string) => `import cors from '@fastify/cors';\n\nawait app.register(cors, ${options});`;
const allow = "reply.header('Access-Control-Allow-Origin', '{ORIGIN}');";
const options = (headers: string) => `app.options('/*', (_request, reply) => {
  reply.code(204).headers({ ${headers}, 'Access-Control-Allow-Headers': 'Content-Type' }).send();
});`;
const onSend = (value: string) => `app.addHook('onSend', async (request, reply) => {
  reply.header('Access-Control-Allow-Origin', ${value});
});`;

export const fastify: StackModule = {
  id: 'fastify',
  role: 'application',
  needs: [],
  marks: 'on-errors',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('fastify', '@fastify/cors'),
  start: (folder) => serve(process.execPath, ['app.js'], { folder }),
  broken: [
    wrong('no-allow-origin', 'the plugin is never registered'),
    wrong('origin-mismatch', 'a slash at the end of the origin', first(cors("{ origin: '{ORIGIN}/' }"))),
    wrong('invalid-allow-origin', 'a pattern as a string', first(cors("{ origin: 'http://*.example.com' }"))),
    wrong(
      'multiple-origins-in-header',
      'origins joined into one string',
      first(cors("{ origin: '{ORIGIN}, https://admin.example.com' }")),
    ),
    wrong(
      'duplicate-allow-origin',
      'an array given to reply.header()',
      first(onSend("['{ORIGIN}', 'https://admin.example.com']")),
    ),
    wrong('wildcard-with-credentials', 'no origin, for a page with cookies', first(cors('{}'))),
    wrong('credentials-not-allowed', 'credentials: true left out', first(cors("{ origin: ['{ORIGIN}'] }"))),
    wrong('preflight-not-handled', 'the header set by hand in the handler', inHandler(allow)),
    wrong(
      'preflight-needs-auth',
      'authentication before the plugin',
      afterAuthentication(cors("{ origin: ['{ORIGIN}'], methods: ['GET', 'PUT'] }")),
    ),
    wrong('preflight-redirected', 'a header by hand, and a redirect of every method', first(onSend("'{ORIGIN}'"))),
    wrong('method-not-allowed', 'methods left to the default', first(cors("{ origin: ['{ORIGIN}'] }"))),
    wrong(
      'header-not-allowed',
      'allowedHeaders without the page’s',
      first(cors("{ origin: ['{ORIGIN}'], allowedHeaders: ['Content-Type'] }")),
    ),
    wrong(
      'malformed-allow-list',
      'methods with spaces between them',
      first(cors("{ origin: ['{ORIGIN}'], methods: 'GET POST PUT' }")),
    ),
    wrong('origin-not-allowed', 'https in the list, and a page on http', first(cors("{ origin: ['https://{HOST}'] }"))),
    wrong('response-without-headers-on-error', 'the header set by hand in the handler', inHandler(allow)),
    wrong('response-redirected', 'the header set by hand in the handler', inHandler(allow)),
    wrong(
      'headers-only-on-preflight',
      'a route for OPTIONS alone',
      first(options("'Access-Control-Allow-Origin': '{ORIGIN}', 'Access-Control-Allow-Methods': 'PUT'")),
    ),
    wrong(
      'headers-only-on-response',
      'OPTIONS handled by hand, without the origin',
      first(options("'Access-Control-Allow-Methods': 'PUT'")),
      inHandler(allow),
    ),
    wrong('header-not-exposed', 'exposedHeaders left out', first(cors("{ origin: ['{ORIGIN}'] }"))),
  ],
};
