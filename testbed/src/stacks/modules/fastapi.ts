import { startUvicorn } from '../python.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const first = at('main.py', 'right after app = FastAPI()');
const afterAuthentication = at('main.py', 'after authentication');
const inHandler = at('main.py', 'in the handler of /users');

const cors = (settings: string) =>
  `from fastapi.middleware.cors import CORSMiddleware\n\napp.add_middleware(CORSMiddleware, ${settings})`;
const allow = (value: string) => inHandler(`headers['Access-Control-Allow-Origin'] = '${value}'`);
const onOptions = (origin: string) =>
  afterAuthentication(`@app.options('/{path:path}')
async def preflight():
    headers = {${origin}'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'Content-Type'}
    return JSONResponse(None, headers=headers)`);
const allowed = "allow_origins=['{ORIGIN}'], allow_methods=['GET', 'PUT'], allow_headers=['Authorization']";

export const fastapi: StackModule = {
  id: 'fastapi',
  role: 'application',
  needs: ['fastapi'],
  marks: 'always',
  covered: { missing: true, thrown: false },
  version: () => debianVersions({ fastapi: 'python3-fastapi', starlette: 'python3-starlette', uvicorn: 'uvicorn' }),
  start: startUvicorn,
  broken: [
    wrong('no-allow-origin', 'CORSMiddleware is never added'),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', allow('{ORIGIN}/')),
    wrong('invalid-allow-origin', 'a pattern by hand', allow('http://localhost:*')),
    wrong('multiple-origins-in-header', 'two origins by hand', allow('{ORIGIN}, https://admin.example.com')),
    wrong(
      'duplicate-allow-origin',
      'CORSMiddleware, and a header that a middleware adds to it',
      first(cors("allow_origins=['{ORIGIN}']")),
      afterAuthentication(`@app.middleware('http')
async def allow(request, call_next):
    response = await call_next(request)
    response.headers.append('Access-Control-Allow-Origin', '{ORIGIN}')
    return response`),
    ),
    wrong(
      'wildcard-with-credentials',
      'allow_origins=["*"], for a page with cookies',
      first(cors("allow_origins=['*'], allow_credentials=True")),
    ),
    wrong('credentials-not-allowed', 'allow_credentials left out', first(cors("allow_origins=['{ORIGIN}']"))),
    wrong('preflight-not-handled', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong('preflight-needs-auth', 'authentication added last, which is outermost', first(cors(allowed))),
    wrong('preflight-redirected', 'a header by hand, and a redirect of every method', allow('{ORIGIN}')),
    wrong(
      'method-not-allowed',
      'allow_methods left to the default',
      first(cors("allow_origins=['{ORIGIN}'], allow_headers=['Content-Type']")),
    ),
    wrong(
      'header-not-allowed',
      'allow_headers without the page’s',
      first(cors("allow_origins=['{ORIGIN}'], allow_headers=['Content-Type']")),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      first(cors("allow_origins=['https://{HOST}']")),
    ),
    wrong(
      'response-without-headers-on-error',
      'add_middleware(), which runs inside the exception handler',
      afterAuthentication(cors("allow_origins=['{ORIGIN}']")),
    ),
    wrong('response-redirected', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong(
      'headers-only-on-preflight',
      'a route for OPTIONS alone',
      onOptions("'Access-Control-Allow-Origin': '{ORIGIN}', "),
    ),
    wrong('headers-only-on-response', 'OPTIONS handled by hand, without the origin', onOptions(''), allow('{ORIGIN}')),
    wrong('header-not-exposed', 'expose_headers left out', first(cors("allow_origins=['{ORIGIN}']"))),
  ],
};
