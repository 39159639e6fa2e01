import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const first = at('app.js', 'before every other app.use()');
const afterAuthentication = at('app.js', 'after authentication');
const afterRouter = at('app.js', 'after the router');
const inHandler = at('app.js', 'in the handler of /users');

const cors = (options: string) => `import cors from '@koa/cors';\n\napp.use(cors(${options}));`;
const allow = "ctx.set('Access-Control-Allow-Origin', '{ORIGIN}');";
const options = (headers: string) => `app.use((ctx, next) => {
  if (ctx.method !== 'OPTIONS') return next();
  ctx.status = 204;
  ctx.set({ ${headers}, 'Access-Control-Allow-Headers': 'Content-Type' });
});`;

export const koa: StackModule = {
  id: 'koa',
  role: 'application',
  before: ['hono'],
  needs: [],
  marks: 'on-errors',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('koa', '@koa/cors', '@koa/router'),
  start: (folder) => serve(process.execPath, ['app.js'], { folder }),
  broken: [
    wrong(
      'no-allow-origin',
      'cors() after the router, which has already responded',
      afterRouter(cors("{ origin: '{ORIGIN}' }")),
    ),
    wrong('origin-mismatch', 'a slash at the end of the origin', first(cors("{ origin: '{ORIGIN}/' }"))),
    wrong('invalid-allow-origin', 'true, turned into a string', first(cors("{ origin: 'true' }"))),
    wrong(
      'multiple-origins-in-header',
      'a list given as origin',
      first(cors("{ origin: ['{ORIGIN}', 'https://admin.example.com'].join(',') }")),
    ),
    wrong(
      'duplicate-allow-origin',
      'cors(), and a header that the handler adds to it',
      first(cors("{ origin: '{ORIGIN}' }")),
      inHandler("ctx.append('Access-Control-Allow-Origin', '{ORIGIN}');"),
    ),
    wrong('wildcard-with-credentials', 'cors() without options, for a page with cookies', first(cors(''))),
    wrong('credentials-not-allowed', 'credentials: true left out', first(cors("{ origin: '{ORIGIN}' }"))),
    wrong('preflight-not-handled', 'the header set by hand in the handler', inHandler(allow)),
    wrong('preflight-needs-auth', 'authentication before cors()', afterAuthentication(cors("{ origin: '{ORIGIN}' }"))),
    wrong('preflight-redirected', 'cors() behind the router', afterRouter(cors("{ origin: '{ORIGIN}' }"))),
    wrong(
      'method-not-allowed',
      'allowMethods without PUT',
      first(cors("{ origin: '{ORIGIN}', allowMethods: ['GET'] }")),
    ),
    wrong(
      'header-not-allowed',
      'allowHeaders without the page’s',
      first(cors("{ origin: '{ORIGIN}', allowHeaders: ['Content-Type'] }")),
    ),
    wrong(
      'malformed-allow-list',
      'methods with semicolons between them',
      first(cors("{ origin: '{ORIGIN}', allowMethods: 'GET;PUT' }")),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      first(cors("{ origin: (ctx) => ['https://{HOST}'].find((one) => one === ctx.get('Origin')) }")),
    ),
    wrong(
      'response-without-headers-on-error',
      'keepHeadersOnError: false',
      first(cors("{ origin: '{ORIGIN}', keepHeadersOnError: false }")),
    ),
    wrong('response-redirected', 'the header set by hand in the handler', inHandler(allow)),
    wrong(
      'headers-only-on-preflight',
      'a middleware for OPTIONS alone',
      first(options("'Access-Control-Allow-Origin': '{ORIGIN}', 'Access-Control-Allow-Methods': 'PUT'")),
    ),
    wrong(
      'headers-only-on-response',
      'OPTIONS handled by hand, without the origin',
      first(options("'Access-Control-Allow-Methods': 'PUT'")),
      inHandler(allow),
    ),
    wrong('header-not-exposed', 'exposeHeaders left out', first(cors("{ origin: '{ORIGIN}' }"))),
  ],
};
