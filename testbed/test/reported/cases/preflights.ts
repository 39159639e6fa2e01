import { APP, JSON_BODY, LOCAL, OFTEN, type ReportedCase, TOKEN, VITE } from '../reported-case.js';
import { allowing, before, html, json, MARKS, marked, ok, type Reply, type Server } from '../servers.js';

/** Authentication comes before CORS. */
const guarded = (
  reply: Reply,
  marks: Readonly<Record<string, string>> = {},
  origins: readonly string[] = [LOCAL, APP],
): Server =>
  marked(
    marks,
    before(
      (request) => (request.header('authorization') ? undefined : reply),
      allowing({ origins, headers: 'echo', credentials: true }),
    ),
  );

const needsAuth = (
  id: string,
  source: string,
  situation: string,
  marks: Readonly<Record<string, string>>,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, ...TOKEN },
  server: guarded({ status: 401, body, headers }, marks),
  cause: 'preflight-needs-auth',
  says: [/OPTIONS/],
  solved: 'fix',
});

const unhandled = (
  id: string,
  source: string,
  situation: string,
  reply: Reply,
  marks: Readonly<Record<string, string>> = {},
  page: ReportedCase['page'] = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, method: 'PUT', ...JSON_BODY, ...page },
  server: marked(marks, (request) => (request.method === 'OPTIONS' ? reply : allowing({ origins: [APP] })(request))),
  cause: ['preflight-not-handled', 'headers-only-on-response'],
  says: [/OPTIONS/],
  solved: 'fix',
});

const refused = (
  id: string,
  source: string,
  situation: string,
  reply: Reply,
  says: readonly RegExp[],
  said: RegExp,
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, ...TOKEN },
  server: (request) => (request.method === 'OPTIONS' ? reply : json()),
  cause: ['preflight-refused', 'challenge', 'csrf-filter', 'gateway-error', 'preflight-not-handled'],
  says,
  never: [/requires authentication/i],
  solved: { said },
});

/** Preflights that authentication, a route or a rule stops. */
export const preflights: readonly ReportedCase[] = [
  needsAuth('aspnet-bearer', 'aspnet/CORS#45', 'Authentication runs before CORS.', MARKS.kestrel, '', {
    'www-authenticate': 'Bearer',
  }),
  needsAuth(
    'kdeps-auth-first',
    'kdeps/kdeps#468',
    'The token check was registered before CORS.',
    {},
    '{"error":"unauthorized"}',
  ),
  needsAuth('ocelot-preflight', 'ThreeMammals/Ocelot#633', 'A gateway authenticates preflights too.', MARKS.kestrel),
  needsAuth(
    'flask-before-request',
    'corydolphin/flask-cors#170',
    'A hook before each request aborts with 401.',
    MARKS.werkzeug,
    '<title>401 Unauthorized</title>',
  ),
  needsAuth(
    'odysseus-auth-outermost',
    'odysseus-dev/odysseus#3262',
    'Authentication is the outermost middleware.',
    MARKS.uvicorn,
    '{"detail":"Not authenticated"}',
  ),
  needsAuth(
    'orion-order',
    'aw537/orion#75',
    'Three middlewares in the wrong order.',
    MARKS.uvicorn,
    '{"detail":"Missing token"}',
  ),
  needsAuth(
    'hermes-dashboard',
    'NousResearch/hermes-agent#104104',
    'Routes with a token respond to OPTIONS with a bare 401.',
    MARKS.uvicorn,
    'Unauthorized',
  ),
  needsAuth(
    'auth0-next',
    'auth0/nextjs-auth0#1603',
    'The middleware that requires a session sees OPTIONS.',
    MARKS.next,
    '{"error":"not_authenticated"}',
  ),
  needsAuth(
    'basic-auth-connect',
    'expressjs/basic-auth-connect#1',
    'Basic authentication of every request.',
    MARKS.express,
    'Unauthorized',
    { 'www-authenticate': 'Basic realm="Authorization Required"' },
  ),
  {
    id: 'http4s-auth-403',
    source: 'http4s/http4s#1039',
    situation: 'The service behind an authentication gets the preflight and denies it with 403.',
    page: { origin: APP, ...TOKEN },
    server: guarded({ status: 403, body: '' }),
    cause: ['preflight-refused', 'preflight-needs-auth', 'origin-not-allowed'],
    solved: 'fix',
  },
  unhandled(
    'express-cannot-options',
    OFTEN,
    'cors() on one route does not handle OPTIONS there.',
    html(404, '<pre>Cannot OPTIONS /users</pre>'),
    MARKS.express,
  ),
  unhandled(
    'method-not-allowed-405',
    'rwth-iat/basyx-python-sdk#50',
    'The server has no OPTIONS.',
    { status: 405, headers: { allow: 'GET, PUT' } },
    MARKS.werkzeug,
  ),
  unhandled('not-implemented-501', OFTEN, 'A small file server knows two methods.', {
    status: 501,
    body: 'Unsupported method',
  }),
  unhandled(
    'iis-webdav',
    OFTEN,
    'IIS responds to OPTIONS itself, without CORS headers.',
    { status: 200, headers: { allow: 'OPTIONS, TRACE, GET, HEAD, POST', public: 'OPTIONS, TRACE, GET, HEAD, POST' } },
    { server: 'Microsoft-IIS/10.0' },
  ),
  unhandled(
    'nginx-static-405',
    OFTEN,
    'nginx serves the file and refuses OPTIONS.',
    html(405, '<center><h1>405 Not Allowed</h1></center><hr><center>nginx</center>'),
    MARKS.nginx,
  ),
  {
    id: 'lambda-without-options',
    source: 'kndt84/aws-api-gateway-client#29',
    situation: 'The API has no OPTIONS method.',
    page: { origin: APP, method: 'PUT', ...JSON_BODY },
    server: (request) =>
      request.method === 'OPTIONS'
        ? json(
            '{"message":"Missing Authentication Token"}',
            { ...MARKS.apiGateway, 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
            403,
          )
        : allowing({ origins: [APP] })(request),
    cause: ['gateway-error', 'preflight-not-handled'],
    says: [/Missing Authentication Token/, /OPTIONS/],
    never: [/requires authentication/i],
    solved: { said: /path, stage or method/ },
  },
  unhandled(
    'preflight-500',
    OFTEN,
    'The handler reads a body that OPTIONS does not have.',
    { status: 500, body: 'Unexpected end of JSON input' },
    MARKS.express,
  ),
  refused(
    's3-not-enabled',
    OFTEN,
    'The bucket has no CORS rules.',
    {
      status: 403,
      headers: { ...MARKS.s3, 'content-type': 'application/xml' },
      body: '<Error><Code>AccessForbidden</Code><Message>CORSResponse: CORS is not enabled for this bucket.</Message></Error>',
    },
    [/CORS is not enabled/],
    /bucket|CORSRules|cors\.json/i,
  ),
  refused(
    's3-rule-does-not-match',
    'odysseyscience/react-s3-uploader#110',
    'No rule of the bucket matches the request.',
    {
      status: 403,
      headers: { ...MARKS.s3, 'content-type': 'application/xml' },
      body: '<Error><Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource’s CORS spec.</Message></Error>',
    },
    [/CORS request is not allowed/],
    /bucket|CORSRules|cors\.json/i,
  ),
  refused(
    'istio-rbac',
    OFTEN,
    'A mesh’s authorization policy denies OPTIONS.',
    { status: 403, headers: MARKS.envoy, body: 'RBAC: access denied' },
    [/RBAC/],
    /AuthorizationPolicy|RBAC/,
  ),
  refused(
    'cloudflare-firewall',
    'hicommonwealth/commonwealth#7993',
    'A rule of the firewall blocks the requests of the page.',
    { status: 403, headers: MARKS.cloudflare, body: 'error code: 1020' },
    [/1020|Cloudflare/],
    /Cloudflare/,
  ),
  refused(
    'r2-hotlink',
    'mchangrh/sb.js#4',
    'Hotlink protection denies foreign pages.',
    html(403, '<title>Access denied | cdn.example.com used Cloudflare to restrict access</title>', MARKS.cloudflare),
    [/Cloudflare/],
    /Cloudflare/,
  ),
  {
    id: 'preflight-without-headers',
    source: 'MatthewWid/better-sse#107',
    situation: 'The response to OPTIONS lacks what all others have.',
    page: { origin: VITE, ...TOKEN },
    server: marked(
      MARKS.express,
      allowing({ origins: [VITE], on: 'response' }, (request) =>
        request.isPreflight ? { status: 200, body: 'GET,HEAD' } : json(),
      ),
    ),
    cause: ['headers-only-on-response', 'preflight-not-handled', 'header-not-allowed'],
    solved: 'fix',
  },
  {
    id: 'response-without-headers',
    source: 'serverless/serverless#3191',
    situation: 'Only the gateway’s OPTIONS was set up.',
    page: { origin: APP, ...TOKEN },
    server: marked(MARKS.apiGateway, allowing({ origins: '*', on: 'preflight', headers: 'authorization' }, ok)),
    cause: ['headers-only-on-preflight', 'route-without-cors'],
    solved: 'fix',
  },
];
