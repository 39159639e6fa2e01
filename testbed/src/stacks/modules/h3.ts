import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const first = at('app.js', 'before every other app.use() and route');
const afterAuthentication = at('app.js', 'after authentication');
const inHandler = at('app.js', 'in the handler of /users');

const cors = (options: string) =>
  `import { handleCors } from 'h3';\n\napp.use((event) => handleCors(event, ${options}) || undefined);`;
const onlyHeaders = `import { appendCorsHeaders } from 'h3';

app.use((event) => {
  appendCorsHeaders(event, { origin: ['{ORIGIN}'] });
});`;
const allow = (value: string) => `event.res.headers.set('Access-Control-Allow-Origin', '${value}');`;

export const h3: StackModule = {
  id: 'h3',
  role: 'application',
  needs: [],
  marks: 'on-errors',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('h3'),
  start: (folder) => serve(process.execPath, ['app.js'], { folder }),
  broken: [
    wrong('no-allow-origin', 'handleCors() is never used'),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', inHandler(allow('{ORIGIN}/'))),
    wrong('invalid-allow-origin', 'a variable that is not set', inHandler(allow('undefined'))),
    wrong('multiple-origins-in-header', 'two origins by hand', inHandler(allow('{ORIGIN} https://admin.example.com'))),
    wrong('wildcard-with-credentials', 'no options, for a page with cookies', first(cors('{}'))),
    wrong('credentials-not-allowed', 'credentials: true left out', first(cors("{ origin: ['{ORIGIN}'] }"))),
    wrong('preflight-not-handled', 'appendCorsHeaders() alone', first(onlyHeaders)),
    wrong(
      'preflight-needs-auth',
      'authentication before handleCors()',
      afterAuthentication(cors("{ origin: ['{ORIGIN}'] }")),
    ),
    wrong('preflight-redirected', 'appendCorsHeaders() alone, and a redirect of every method', first(onlyHeaders)),
    wrong('method-not-allowed', 'methods without PUT', first(cors("{ origin: ['{ORIGIN}'], methods: ['GET'] }"))),
    wrong(
      'header-not-allowed',
      'allowHeaders without the page’s',
      first(cors("{ origin: ['{ORIGIN}'], allowHeaders: ['Content-Type'] }")),
    ),
    wrong(
      'malformed-allow-list',
      'all methods in one string',
      first(cors("{ origin: ['{ORIGIN}'], methods: ['GET PUT'] }")),
    ),
    wrong('origin-not-allowed', 'https in the list, and a page on http', first(cors("{ origin: ['https://{HOST}'] }"))),
    wrong('response-without-headers-on-error', 'the header set by hand in the handler', inHandler(allow('{ORIGIN}'))),
    wrong('response-redirected', 'the header set by hand in the handler', inHandler(allow('{ORIGIN}'))),
    wrong(
      'headers-only-on-preflight',
      'a route for OPTIONS alone',
      first(
        "import { handleCors } from 'h3';\n\napp.options('/**', (event) => handleCors(event, { origin: ['{ORIGIN}'] }));",
      ),
    ),
    wrong(
      'headers-only-on-response',
      'OPTIONS handled by hand, without the origin',
      first(`app.options('/**', (event) => {
  event.res.headers.set('Access-Control-Allow-Methods', 'PUT');
  event.res.headers.set('Access-Control-Allow-Headers', 'Content-Type');
  return '';
});`),
      inHandler(allow('{ORIGIN}')),
    ),
    wrong(
      'header-not-exposed',
      'exposeHeaders without it',
      first(cors("{ origin: ['{ORIGIN}'], exposeHeaders: ['X-Request-Id'] }")),
    ),
  ],
};
