import { APP, JSON_BODY, LOCAL, OFTEN, type ReportedCase, VITE } from '../reported-case.js';
import { allowing, json, MARKS, marked } from '../servers.js';

const lacksHeader = (
  id: string,
  source: string,
  situation: string,
  names: readonly string[],
  marks = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: {
    origin: APP,
    headers: names.map((name) => [name, name === 'Content-Type' ? 'application/json' : '1'] as const),
  },
  server: marked(marks, allowing({ origins: [APP, LOCAL], credentials: true, headers: 'content-type, authorization' })),
  cause: 'header-not-allowed',
  says: [new RegExp(`[Aa]dd ${[...names].sort().join(', ')} to the allowed request headers`, 'i')],
  solved: 'fix',
});

const lacksMethod = (
  id: string,
  source: string,
  situation: string,
  method: string,
  methods: string,
  marks = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, method, ...JSON_BODY },
  server: marked(marks, allowing({ origins: [APP], methods, headers: 'content-type' })),
  cause: 'method-not-allowed',
  says: [new RegExp(method)],
  solved: 'fix',
});

const lowerCase = (id: string, source: string, situation: string, origin: string, marks = {}): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin, method: 'patch', ...JSON_BODY },
  server: marked(
    marks,
    allowing({ origins: 'echo', methods: 'GET, POST, PUT, PATCH, DELETE, OPTIONS', headers: 'content-type' }),
  ),
  cause: 'method-not-allowed',
  says: [/PATCH/],
  never: [/app\.use\(cors|Rack::Cors|rack-cors|CORSMiddleware/],
  solved: { page: { method: 'PATCH' } },
});

const hidden = (
  id: string,
  source: string,
  situation: string,
  read: readonly string[],
  marks = {},
  expose?: string,
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, read },
  server: marked(
    marks,
    allowing({ origins: [APP], ...(expose && { expose }) }, () =>
      json('{}', Object.fromEntries(read.map((name) => [name, 'x']))),
    ),
  ),
  cause: 'header-not-exposed',
  says: [new RegExp(`[Ee]xpose ${read.join(', ')}`, 'i'), ...(expose ? [new RegExp(expose, 'i')] : [])],
  solved: 'fix',
});

/** Methods, request headers and response headers that the server's lists lack. */
export const lists: readonly ReportedCase[] = [
  lacksHeader('contentful-baggage', 'contentful/contentful.js#1381', 'An SDK began to add baggage to every request.', [
    'baggage',
  ]),
  lacksHeader(
    'sentry-user-feedback',
    'getsentry/sentry-javascript#8823',
    'The tracing SDK adds two headers to the feedback request.',
    ['baggage', 'sentry-trace'],
  ),
  lacksHeader(
    'strapi-baggage',
    'getsentry/sentry-javascript#5336',
    'A CMS’s list of headers lacks those of tracing.',
    ['sentry-trace', 'baggage'],
    MARKS.express,
  ),
  lacksHeader(
    'django-baggage',
    'rubberdok/indok-web#1823',
    'Django’s list of headers lacks baggage.',
    ['baggage'],
    MARKS.django,
  ),
  lacksHeader('mcp-session-header', 'modelcontextprotocol/php-sdk#165', 'An MCP client sends its session’s id.', [
    'mcp-session-id',
    'mcp-protocol-version',
  ]),
  lacksHeader(
    'x-requested-with',
    OFTEN,
    'A client library adds X-Requested-With.',
    ['X-Requested-With'],
    MARKS.express,
  ),
  lacksHeader(
    'apollo-preflight-header',
    OFTEN,
    'A GraphQL client adds a header to force a preflight.',
    ['apollo-require-preflight'],
    MARKS.express,
  ),
  lacksHeader('if-none-match', OFTEN, 'The page revalidates by hand.', ['If-None-Match'], MARKS.express),
  lacksHeader('cache-control-header', OFTEN, 'The page forbids caching with a request header.', [
    'Cache-Control',
    'Pragma',
  ]),
  lacksHeader(
    'openai-stainless',
    OFTEN,
    'An SDK adds headers about its runtime.',
    ['x-stainless-lang', 'x-stainless-os'],
    MARKS.uvicorn,
  ),
  {
    id: 'starlette-disallowed-headers',
    source: 'getsentry/sentry-replay#317',
    situation: 'The middleware responds with 400 to a preflight with a header that it does not know.',
    page: { origin: APP, headers: [['traceparent', '00-1-1-01']] },
    server: marked(MARKS.uvicorn, (request) =>
      request.isPreflight
        ? {
            status: 400,
            body: 'Disallowed CORS headers',
            headers: {
              'access-control-allow-origin': APP,
              vary: 'Origin',
              'access-control-allow-methods': 'GET, POST',
              'access-control-allow-headers': 'Accept, Content-Type',
            },
          }
        : allowing({ origins: [APP] })(request),
    ),
    cause: 'header-not-allowed',
    says: [/traceparent/],
    solved: 'fix',
  },
  lacksMethod(
    'json-server-patch',
    'typicode/json-server#11',
    'The list of methods lacks PATCH.',
    'PATCH',
    'GET,HEAD,PUT,POST,DELETE',
    MARKS.express,
  ),
  lacksMethod(
    'nest-patch',
    'expressjs/cors#252',
    'PATCH was not among the methods that an explicit list names.',
    'PATCH',
    'GET,POST,PUT',
    MARKS.express,
  ),
  lacksMethod(
    'graviton-patch',
    'libgraviton/graviton#337',
    'An API lists what it had before PATCH came.',
    'PATCH',
    'GET, POST, PUT, DELETE, OPTIONS',
  ),
  lacksMethod(
    'mars-patch',
    'andrea-magni/MARS#135',
    'A framework’s fixed list lacks PATCH.',
    'PATCH',
    'HEAD,GET,PUT,POST,DELETE,OPTIONS',
  ),
  lacksMethod(
    'fastapi-default-get',
    OFTEN,
    'Without allow_methods the middleware allows GET only.',
    'DELETE',
    'GET',
    MARKS.uvicorn,
  ),
  lacksMethod(
    'fastify-default',
    OFTEN,
    'The plugin’s default lacks PUT since a major version.',
    'PUT',
    'GET,HEAD,POST',
  ),
  lacksMethod(
    's3-put',
    'transloadit/uppy#1539',
    'The bucket’s rule allows POST, the client uploads with PUT.',
    'PUT',
    'GET, POST',
    MARKS.s3,
  ),
  lowerCase(
    'rails-patch',
    'matthew-andrews/isomorphic-fetch#62',
    'fetch does not write patch in uppercase.',
    'http://localhost:8080',
    MARKS.rails,
  ),
  lowerCase('github-fetch-patch', 'JakeChampion/fetch#254', 'The same in the polyfill of fetch.', LOCAL),
  lowerCase(
    'thwack-patch',
    'donavon/thwack#31',
    'A client library passes the method in lowercase.',
    LOCAL,
    MARKS.express,
  ),
  lowerCase('getx-patch', 'jonataslaw/getx#2757', 'A Flutter client sends patch.', VITE),
  lowerCase(
    'restool-patch',
    'dsternlicht/RESTool#114',
    'A configuration names the method in lowercase.',
    APP,
    MARKS.express,
  ),
  hidden(
    'axios-content-disposition',
    'axios/axios#895',
    'The file’s name is in a header that the page can’t read.',
    ['Content-Disposition'],
    MARKS.express,
  ),
  hidden(
    'fetch-content-disposition',
    'matthew-andrews/isomorphic-fetch#67',
    'DevTools shows a header that fetch does not.',
    ['Content-Disposition'],
  ),
  hidden('vue-content-disposition', 'pagekit/vue-resource#638', 'A Go server with an open policy hides the header.', [
    'Content-Disposition',
  ]),
  hidden(
    'wso2-content-disposition',
    'wso2/carbon-apimgt#8115',
    'A gateway’s list of exposed headers lacks one.',
    ['Content-Disposition'],
    {},
    'X-Total',
  ),
  hidden(
    'apify-mcp-session',
    'apify/apify-mcp-server#540',
    'A browser’s MCP client can’t read the session’s id.',
    ['Mcp-Session-Id'],
    MARKS.express,
  ),
  hidden('s3-etag', 'aws/aws-sdk-js#191', 'A multipart upload needs the ETag of each part.', ['ETag'], MARKS.s3),
  hidden('s3mock-etag', 'adobe/S3Mock#1023', 'The same on a stand-in of S3.', ['ETag']),
  hidden(
    'uppy-etag',
    'janko/uppy-s3_multipart#1',
    'The bucket’s rule exposes other headers, not ETag.',
    ['ETag'],
    MARKS.s3,
    'x-amz-request-id',
  ),
  hidden('pagination-total', OFTEN, 'A list’s length is in a header.', ['X-Total-Count'], MARKS.express),
];
