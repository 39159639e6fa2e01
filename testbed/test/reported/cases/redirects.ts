import { APP, OFTEN, type ReportedCase, TOKEN } from '../reported-case.js';
import { allowing, before, html, MARKS, marked, redirect } from '../servers.js';

const CALLS_LOGIN = /\b(call|request|fetch|use)\s+https?:\S*(login|auth|oauth|sign_in)/i;

const slash = (
  id: string,
  source: string,
  situation: string,
  from: string,
  to: string,
  status: number,
  extra: ReportedCase['page'] = {},
  marks: Readonly<Record<string, string>> = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, path: from, ...extra },
  server: before(
    (request) => (request.path === from ? { ...redirect(status, to), headers: { location: to, ...marks } } : undefined),
    marked(marks, allowing({ origins: [APP], headers: 'echo' })),
  ),
  cause: ['response-redirected', 'preflight-redirected'],
  says: [new RegExp(`${to.replace(/[/?]/g, '\\$&')}(?![\\w])`)],
  never: [/app\.use\(cors|CORSMiddleware|middleware\.ts|proxy\.ts/],
  solved: { page: { path: to } },
});

const login = (
  id: string,
  source: string,
  situation: string,
  location: string,
  status = 302,
  page: ReportedCase['page'] = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, credentials: 'include', path: '/api/me', ...page },
  server: (request) =>
    request.path.startsWith('/api')
      ? { ...redirect(status, location) }
      : html(200, '<title>Sign in</title><form method="post"><input type="password"></form>'),
  cause: ['login-redirect', 'challenge'],
  says: [/401/],
  never: [CALLS_LOGIN, /app\.use\(cors/],
  solved: { said: /401/ },
});

/** Redirects to another spelling of the URL, and to pages where people sign in. */
export const redirects: readonly ReportedCase[] = [
  slash(
    'lumen-slash',
    'digiaonline/lumen-cors#32',
    'The framework redirects to the path without a slash.',
    '/forums/',
    '/forums',
    301,
  ),
  slash(
    'fastapi-slash',
    'fastapi/fastapi#4990',
    'The framework redirects to the path with a slash.',
    '/items',
    '/items/',
    307,
    TOKEN,
    MARKS.uvicorn,
  ),
  slash(
    'basyx-slash',
    'rwth-iat/basyx-python-sdk#50',
    'Routes are only there with a slash.',
    '/submodels',
    '/submodels/',
    308,
    TOKEN,
    MARKS.werkzeug,
  ),
  slash('luci-double-slash', 'openwrt/luci#1279', 'A leading slash too many.', '/api//update', '/api/update', 301),
  slash('gbif-moved', 'gbif/registry#94', 'The old address redirects.', '/v0/dataset', '/v1/dataset', 301),
  slash('next-308', OFTEN, 'Next.js removes the slash with 308.', '/something/', '/something', 308, {}, MARKS.next),
  slash(
    'django-append-slash',
    OFTEN,
    'APPEND_SLASH redirects a GET.',
    '/api/books',
    '/api/books/',
    301,
    TOKEN,
    MARKS.django,
  ),
  login(
    'hive-session',
    'hivecommons/hive#7433',
    'An expired session is sent to another host’s login.',
    '/login?redirect=https%3A%2F%2Fspoke.example%2Fapi',
  ),
  login(
    'azure-b2c',
    'dotnet/aspnetcore#46305',
    'The API redirects to the identity provider.',
    '/common/oauth2/v2.0/authorize?client_id=a&redirect_uri=b&response_type=code',
  ),
  login(
    'axios-azure',
    'axios/axios#932',
    'A single-page app meets the federated login.',
    '/oauth2/authorize?client_id=a&response_type=id_token&redirect_uri=c',
  ),
  login(
    'm365-portal',
    'pnp/Microsoft365-Analytics-Insights#351',
    'The session’s cookie can’t be read any more after a recycle.',
    '/organizations/oauth2/v2.0/authorize?client_id=a&redirect_uri=b&response_mode=form_post&response_type=code',
  ),
  login(
    'pomerium-session',
    'pomerium/pomerium#2176',
    'An access proxy redirects to its sign-in.',
    '/.pomerium/sign_in?pomerium_redirect_uri=https%3A%2F%2Fapi.example.com',
  ),
  login(
    'koa-userauth',
    'koajs/userauth#40',
    'A middleware redirects requests for JSON as well.',
    '/login?redirect=%2Fapi%2Fme',
  ),
  login('spring-security-login', OFTEN, 'Spring Security’s form login redirects the API.', '/login'),
  login('devise-sign-in', 'ujh/fountainpencompanion#3438', 'Devise redirects to its sign-in page.', '/users/sign_in'),
  login('saml', OFTEN, 'A SAML identity provider.', '/idp/profile/SAML2/Redirect/SSO?SAMLRequest=fZJ'),
];
