import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const first = at('app.js', 'before every other app.use() and route');
const afterAuthentication = at('app.js', 'after authentication');
const afterRoutes = at('app.js', 'after the routes');
const inHandler = at('app.js', 'in the handler of /users');

const cors = (options: string) => `import cors from 'cors';\n\napp.use(cors(${options}));`;
const allow = "response.set('Access-Control-Allow-Origin', '{ORIGIN}');";
const allowed = cors("{ origin: ['{ORIGIN}'] }");

export const express: StackModule = {
  id: 'express',
  role: 'application',
  needs: [],
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('express', 'cors'),
  start: (folder) => serve(process.execPath, ['app.js'], { folder }),
  broken: [
    wrong('no-allow-origin', 'cors() is never used'),
    wrong('origin-mismatch', 'a slash at the end of the origin', first(cors("{ origin: '{ORIGIN}/' }"))),
    wrong('invalid-allow-origin', 'a pattern as a string', first(cors("{ origin: 'http://*.example.com' }"))),
    wrong(
      'multiple-origins-in-header',
      'origins joined into one string',
      first(cors("{ origin: '{ORIGIN}, https://admin.example.com' }")),
    ),
    wrong(
      'duplicate-allow-origin',
      'cors(), and a header that the handler adds to it',
      first(allowed),
      inHandler("response.append('Access-Control-Allow-Origin', request.get('Origin'));"),
    ),
    wrong('wildcard-with-credentials', 'cors() without options, for a page with cookies', first(cors(''))),
    wrong('credentials-not-allowed', 'credentials: true left out', first(allowed)),
    wrong('preflight-not-handled', 'the header set by hand in the handler', inHandler(allow)),
    wrong('preflight-needs-auth', 'authentication before cors()', afterAuthentication(allowed)),
    wrong('preflight-redirected', 'cors() behind a redirect', afterRoutes(allowed)),
    wrong(
      'method-not-allowed',
      'methods without PUT',
      first(cors("{ origin: ['{ORIGIN}'], methods: ['GET', 'POST'] }")),
    ),
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
      'cors() for OPTIONS alone',
      first("import cors from 'cors';\n\napp.options('/{*path}', cors({ origin: ['{ORIGIN}'] }));"),
    ),
    wrong(
      'headers-only-on-response',
      'OPTIONS handled by hand, without the origin',
      first(`app.options('/{*path}', (_request, response) => {
  response.set('Access-Control-Allow-Methods', 'GET, PUT').set('Access-Control-Allow-Headers', 'Content-Type').end();
});`),
      inHandler(allow),
    ),
    wrong('header-not-exposed', 'exposedHeaders left out', first(allowed)),
  ],
};
