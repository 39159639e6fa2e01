import { startUvicorn } from '../python.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const imports = at('main.py', 'among the imports');
const firstMiddleware = at('main.py', 'first in the list of middleware');
const lastMiddleware = at('main.py', 'in the list of middleware, behind authentication');
const inHandler = at('main.py', 'in the handler of /users');

const cors = (place: typeof firstMiddleware, settings: string): Setup => [
  imports('from starlette.middleware.cors import CORSMiddleware'),
  place(`Middleware(CORSMiddleware, ${settings}),`),
];
const allow = (value: string) => inHandler(`headers['Access-Control-Allow-Origin'] = ${value}`);
const allowed = "allow_origins=['{ORIGIN}'], allow_methods=['GET', 'PUT'], allow_headers=['Authorization']";

export const starlette: StackModule = {
  id: 'starlette',
  role: 'application',
  before: ['flask'],
  needs: ['fastapi'],
  marks: 'on-errors',
  covered: { missing: true, thrown: false },
  version: () => debianVersions({ starlette: 'python3-starlette', uvicorn: 'uvicorn' }),
  start: startUvicorn,
  broken: [
    wrong('no-allow-origin', 'CORSMiddleware is not in the list'),
    wrong('origin-mismatch', 'http in place of the page’s scheme and port, by hand', allow("'http://localhost'")),
    wrong('invalid-allow-origin', 'a variable that is not set', allow('str(None)')),
    wrong(
      'multiple-origins-in-header',
      'two origins by hand',
      allow("' '.join(['{ORIGIN}', 'https://admin.example.com'])"),
    ),
    wrong(
      'wildcard-with-credentials',
      'allow_origins=["*"], for a page with cookies',
      ...cors(firstMiddleware, "allow_origins=['*']"),
    ),
    wrong(
      'credentials-not-allowed',
      'allow_credentials left out',
      ...cors(firstMiddleware, "allow_origins=['{ORIGIN}']"),
    ),
    wrong('preflight-not-handled', 'the header set by hand in the handler', allow("'{ORIGIN}'")),
    wrong('preflight-needs-auth', 'authentication before it in the list', ...cors(lastMiddleware, allowed)),
    wrong('preflight-redirected', 'a header by hand, and a redirect of every method', allow("'{ORIGIN}'")),
    wrong(
      'method-not-allowed',
      'allow_methods left to the default',
      ...cors(firstMiddleware, "allow_origins=['{ORIGIN}'], allow_headers=['Content-Type']"),
    ),
    wrong(
      'header-not-allowed',
      'allow_headers without the page’s',
      ...cors(firstMiddleware, "allow_origins=['{ORIGIN}'], allow_headers=['Content-Type']"),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      ...cors(firstMiddleware, "allow_origins=['https://{HOST}']"),
    ),
    wrong(
      'response-without-headers-on-error',
      'in the list, which runs inside the exception handler',
      ...cors(firstMiddleware, "allow_origins=['{ORIGIN}']"),
    ),
    wrong('response-redirected', 'the header set by hand in the handler', allow("'{ORIGIN}'")),
    wrong('header-not-exposed', 'expose_headers left out', ...cors(firstMiddleware, "allow_origins=['{ORIGIN}']")),
  ],
};
