import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const first = at('app.js', 'before every other app.use() and route');
const afterAuthentication = at('app.js', 'after authentication');
const afterRoutes = at('app.js', 'after the routes');
const inHandler = at('app.js', 'in the handler of /users');

const cors = (options: string) => `import { cors } from 'hono/cors';\n\napp.use('/*', cors(${options}));`;
const allowed = cors("{ origin: '{ORIGIN}' }");
const allow = (value: string) => `context.header('Access-Control-Allow-Origin', '${value}');`;

export const hono: StackModule = {
  id: 'hono',
  role: 'application',
  before: ['h3'],
  needs: [],
  marks: 'on-errors',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('hono', '@hono/node-server'),
  start: (folder) => serve(process.execPath, ['app.js'], { folder }),
  broken: [
    wrong('no-allow-origin', 'cors() behind the routes', afterRoutes(allowed)),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', inHandler(allow('{ORIGIN}/'))),
    wrong('invalid-allow-origin', 'a host without its scheme, and a pattern', inHandler(allow('*.example.com'))),
    wrong('multiple-origins-in-header', 'two origins by hand', inHandler(allow('{ORIGIN}, https://admin.example.com'))),
    wrong('wildcard-with-credentials', 'cors() without options, for a page with cookies', first(cors(''))),
    wrong('credentials-not-allowed', 'credentials: true left out', first(allowed)),
    wrong('preflight-not-handled', 'the header set by hand in the handler', inHandler(allow('{ORIGIN}'))),
    wrong('preflight-needs-auth', 'authentication before cors()', afterAuthentication(allowed)),
    wrong('preflight-redirected', 'cors() behind the routes', afterRoutes(allowed)),
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
      'all methods in one string',
      first(cors("{ origin: '{ORIGIN}', allowMethods: ['GET PUT'] }")),
    ),
    wrong('origin-not-allowed', 'https in the list, and a page on http', first(cors("{ origin: ['https://{HOST}'] }"))),
    wrong('response-without-headers-on-error', 'the header set by hand in the handler', inHandler(allow('{ORIGIN}'))),
    wrong('response-redirected', 'the header set by hand in the handler', inHandler(allow('{ORIGIN}'))),
    wrong(
      'headers-only-on-preflight',
      'cors() for OPTIONS alone',
      first("import { cors } from 'hono/cors';\n\napp.options('/*', cors({ origin: '{ORIGIN}' }));"),
    ),
    wrong(
      'headers-only-on-response',
      'OPTIONS handled by hand, without the origin',
      first(`app.options('/*', (context) => {
  context.header('Access-Control-Allow-Methods', 'PUT');
  context.header('Access-Control-Allow-Headers', 'Content-Type');
  return context.body(null, 204);
});`),
      inHandler(allow('{ORIGIN}')),
    ),
    wrong('header-not-exposed', 'exposeHeaders left out', first(allowed)),
  ],
};
