import { serve } from '../serve.js';
import { at, type StackModule } from '../stack-module.js';
import { npmVersions } from '../versions.js';

const first = at('app.js', 'before every other app.use() and route');
const afterAuthentication = at('app.js', 'after authentication');
const afterRoutes = at('app.js', 'after the routes');
const inHandler = at('app.js', 'in the handler of /users');

const cors = (options: string) => `import cors from 'cors';\n\napp.use(cors(${options}));`;
const allow = (value: string) => `response.set('Access-Control-Allow-Origin', ${value});`;

export const express: StackModule = {
  id: 'express',
  needs: [],
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('express', 'cors'),
  start: (folder) => serve(process.execPath, ['app.js'], { folder }),
  broken: [
    { cause: 'no-allow-origin', mistake: 'cors() is never used', setup: [] },
    {
      cause: 'origin-mismatch',
      mistake: 'a slash at the end of the origin',
      setup: [first(cors("{ origin: '{ORIGIN}/' }"))],
    },
    {
      cause: 'invalid-allow-origin',
      mistake: 'a pattern as a string',
      setup: [first(cors("{ origin: 'http://*.example.com' }"))],
    },
    {
      cause: 'multiple-origins-in-header',
      mistake: 'origins joined into one string',
      setup: [first(cors("{ origin: '{ORIGIN}, https://admin.example.com' }"))],
    },
    {
      cause: 'duplicate-allow-origin',
      mistake: 'cors() and a header of the handler that is added to it',
      setup: [
        first(cors("{ origin: ['{ORIGIN}'] }")),
        inHandler("response.append('Access-Control-Allow-Origin', request.get('Origin'));"),
      ],
    },
    {
      cause: 'wildcard-with-credentials',
      mistake: 'cors() without options, for a page that sends cookies',
      setup: [first(cors(''))],
    },
    {
      cause: 'credentials-not-allowed',
      mistake: 'credentials: true left out',
      setup: [first(cors("{ origin: ['{ORIGIN}'] }"))],
    },
    {
      cause: 'preflight-not-handled',
      mistake: 'the header set by hand in the handler',
      setup: [inHandler(allow("'{ORIGIN}'"))],
    },
    {
      cause: 'preflight-needs-auth',
      mistake: 'authentication before cors()',
      setup: [afterAuthentication(cors("{ origin: ['{ORIGIN}'] }"))],
    },
    {
      cause: 'preflight-redirected',
      mistake: 'cors() behind a redirect',
      setup: [afterRoutes(cors("{ origin: ['{ORIGIN}'] }"))],
    },
    {
      cause: 'method-not-allowed',
      mistake: 'methods without PUT',
      setup: [first(cors("{ origin: ['{ORIGIN}'], methods: ['GET', 'POST'] }"))],
    },
    {
      cause: 'header-not-allowed',
      mistake: 'allowedHeaders without the page’s',
      setup: [first(cors("{ origin: ['{ORIGIN}'], allowedHeaders: ['Content-Type'] }"))],
    },
    {
      cause: 'malformed-allow-list',
      mistake: 'methods in quotes',
      setup: [first(cors(`{ origin: ['{ORIGIN}'], methods: '"GET", "PUT"' }`))],
    },
  ],
};
