import { APP, type AuditedServer, api, hostOf, matching } from './audited-server.js';

const exact = (origin: string): boolean => origin === APP;
const PRIVATE = { url: 'http://192.168.0.10:8080/api', network: 'private' } as const;
const cached = (control: string, vary = true): AuditedServer => ({
  script: api(exact, { vary, headers: [['Cache-Control', control]] }),
});
const list = (...trusted: readonly string[]): AuditedServer => ({
  trusted,
  script: api((origin) => trusted.includes(origin)),
});
let count = 0;

/** Servers that are right, however unusual they are. */
export const SOUND: Readonly<Record<string, AuditedServer>> = {
  // Lists.
  'one origin': list(APP),
  'four origins': list(APP, 'https://admin.example.com', 'https://www.example.org', 'https://example.net'),
  'apex and www': list('https://example.com', 'https://www.example.com'),
  'an origin with a port': list('https://app.example.com:8443'),
  'an internationalized name': list('https://xn--exmple-qta.com'),
  'an address': list('https://192.168.1.10'),
  'an IPv6 address': list('http://[::1]:3000'),
  'a deployment on a platform': list('https://shop.vercel.app'),
  'two deployments on a platform': list('https://shop.pages.dev', 'https://shop-preview.pages.dev'),
  'a development server, as was meant': list(APP, 'http://localhost:3000'),
  'a name below co.uk': { ...list('https://app.example.co.uk'), url: 'https://api.example.co.uk/me' },
  'a name without a domain': list('http://intranet'),
  'another origin that was not given': {
    script: api((origin) => [APP, 'https://partner.example.org'].includes(origin)),
  },
  'its own origin too': { script: api((origin) => [APP, 'https://api.example.com'].includes(origin)) },
  'one extension by its id': {
    script: api((origin) => [APP, 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba'].includes(origin)),
  },
  'apps by their schemes': {
    script: api((origin) => [APP, 'capacitor://localhost', 'ionic://localhost', 'tauri://localhost'].includes(origin)),
  },
  // Patterns.
  'both anchors': { script: matching(/^https:\/\/app\.example\.com$/) },
  'anchors of lines': { script: matching(/^https:\/\/app\.example\.com$/m) },
  'without regard to case': { script: matching(/^https:\/\/app\.example\.com$/i) },
  'an unescaped last dot, which nobody can register': { script: matching(/^https:\/\/app\.example.com$/) },
  'a trailing dot of the name': { script: matching(/^https:\/\/app\.example\.com\.?$/) },
  'the default port written out': { script: matching(/^https:\/\/app\.example\.com(:443)?$/) },
  'a trailing slash': { script: matching(/^https:\/\/app\.example\.com\/?$/) },
  'odd characters over https only': { script: matching(/^https:\/\/app\.example\.com(?![\w.:-])/) },
  'subdomains, as was meant': {
    trusted: ['https://*.example.com'],
    script: matching(/^https:\/\/[a-z0-9-]+\.example\.com$/),
  },
  'deep subdomains, as was meant': {
    trusted: ['https://*.example.com'],
    script: matching(/^https:\/\/([a-z0-9-]+\.)+example\.com$/),
  },
  'tenants, as was meant': {
    trusted: ['https://*.tenants.example.com'],
    script: matching(/^https:\/\/[a-z0-9-]+\.tenants\.example\.com$/),
  },
  'previews of an own project, as was meant': {
    trusted: ['https://*.shop.pages.dev'],
    script: matching(/^https:\/\/[a-z0-9]+\.shop\.pages\.dev$/),
  },
  'an unescaped dot before the ending of a pattern': {
    trusted: ['https://*.globalping.io'],
    url: 'https://api.globalping.io/me',
    script: matching(/^https:\/\/(?:[\w-]+\.)+globalping.io$/),
  },
  'any port of localhost, as was meant': {
    trusted: ['http://localhost:*'],
    ...PRIVATE,
    script: matching(/^http:\/\/localhost(:\d+)?$/),
  },
  'names for development': {
    trusted: ['https://shop.test'],
    script: matching(/^https?:\/\/([a-z0-9-]+\.)*[a-z0-9-]+\.test$/),
  },
  'one name for development': {
    trusted: ['http://shop.test'],
    ...PRIVATE,
    script: api((origin) => hostOf(origin) === 'shop.test'),
  },
  'the parts of a URL': { script: api((origin) => URL.canParse(origin) && new URL(origin).origin === APP) },
  // Responses.
  'no CORS at all': { script: () => ({ status: 200, headers: [] }) },
  'everyone, without credentials': { script: () => ({ status: 200, headers: [['Access-Control-Allow-Origin', '*']] }) },
  'everyone, with credentials that browsers refuse': {
    script: () => ({
      status: 200,
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Credentials', 'true'],
      ],
    }),
  },
  'everyone in the preflight': {
    script: (request) =>
      request.method === 'OPTIONS'
        ? {
            status: 204,
            headers: [
              ['Access-Control-Allow-Origin', '*'],
              ['Access-Control-Allow-Methods', '*'],
            ],
          }
        : api(exact)(request),
  },
  'a constant': { script: api(() => true, { value: () => APP }) },
  'a constant that is stored': {
    script: api(() => true, { value: () => APP, vary: false, headers: [['Cache-Control', 'max-age=60']] }),
  },
  'the first of a list for others': {
    script: api(() => true, { value: (origin) => (origin === 'https://admin.example.com' ? origin : APP) }),
  },
  'two header lines': {
    script: api(exact, { headers: [['Access-Control-Allow-Origin', 'https://admin.example.com']] }),
  },
  'a list in the header': { script: api(() => true, { value: (origin) => `${APP}, ${origin}` }) },
  'the origin with a slash, for strangers': {
    script: api(() => true, { value: (origin) => (exact(origin) ? origin : `${origin}/`) }),
  },
  'the origin in capitals, for strangers': {
    script: api(() => true, { value: (origin) => (exact(origin) ? origin : origin.toUpperCase()) }),
  },
  'the host alone, for strangers': {
    script: api(() => true, { value: (origin) => (exact(origin) ? origin : hostOf(origin)) }),
  },
  '403 for strangers': {
    script: (request) =>
      request.headers.origin === undefined || exact(request.headers.origin)
        ? api(exact)(request)
        : { status: 403, headers: [['Content-Type', 'text/plain']] },
  },
  '401 without a token': {
    request: { headers: [['Authorization', 'Bearer abc']] },
    script: (request) => ({
      ...api(exact)(request)!,
      status: request.method === 'OPTIONS' || request.headers.authorization ? 200 : 401,
    }),
  },
  'OPTIONS is not implemented': {
    script: (request) =>
      request.method === 'OPTIONS' ? { status: 405, headers: [['Allow', 'GET']] } : api(exact)(request),
  },
  'OPTIONS is not found': {
    script: (request) => (request.method === 'OPTIONS' ? { status: 404, headers: [] } : api(exact)(request)),
  },
  'a strict preflight before an open response': {
    request: { headers: [['X-CSRF', '1']] },
    script: api((origin, { method, headers }) => exact(origin) || (method === 'GET' && headers['x-csrf'] === '1')),
  },
  'only errors are open': {
    script: (request) =>
      request.headers.cookie !== undefined || request.method === 'OPTIONS'
        ? api(exact)(request)
        : { status: 401, headers: [['Access-Control-Allow-Origin', request.headers.origin ?? '*']] },
  },
  'by Sec-Fetch-Site': {
    script: (request) =>
      request.headers['sec-fetch-site'] === 'cross-site' ? { status: 403, headers: [] } : api(exact)(request),
  },
  'open without credentials, where only cookies count': {
    request: { credentials: 'include' },
    script: api(() => true, { credentials: false }),
  },
  'a cookie in every response': { script: api(exact, { headers: [['Set-Cookie', 'a=b; SameSite=Lax']] }) },
  'a bad response now and then': {
    script: (request) => (++count % 37 === 0 ? { status: 503, headers: [] } : api(exact)(request)),
  },
  'another server each time': {
    script: (request) =>
      api(exact, {
        headers: [
          ['Server', `node-${++count % 3}`],
          ['X-Request-Id', String(count)],
        ],
      })(request),
  },
  'another path is open': { script: api((origin, { url = '' }) => exact(origin) || url.startsWith('/public')) },
  // Caches.
  'max-age and Vary': cached('public, max-age=60'),
  'Vary with another header': {
    script: api(exact, {
      vary: false,
      headers: [
        ['Vary', 'Accept-Encoding, origin'],
        ['Cache-Control', 'max-age=60'],
      ],
    }),
  },
  'Vary: *': {
    script: api(exact, {
      vary: false,
      headers: [
        ['Vary', '*'],
        ['Cache-Control', 'max-age=60'],
      ],
    }),
  },
  'no-store without Vary': cached('no-store', false),
  'no-cache without Vary': cached('no-cache', false),
  'private without Vary': cached('private, max-age=600', false),
  'max-age=0 without Vary': cached('max-age=0, must-revalidate', false),
  's-maxage=0 without Vary': cached('s-maxage=0, max-age=600', false),
  'Expires in the past': {
    script: api(exact, { vary: false, headers: [['Expires', 'Thu, 01 Jan 1970 00:00:00 GMT']] }),
  },
  'Expires is 0': { script: api(exact, { vary: false, headers: [['Expires', '0']] }) },
  // Private networks.
  'exact in a private network': {
    ...PRIVATE,
    trusted: ['http://192.168.1.10:8080'],
    script: api((origin) => origin === 'http://192.168.1.10:8080', { credentials: false }),
  },
  'Vite by default': {
    url: 'http://127.0.0.1:5173/api',
    network: 'private',
    trusted: ['http://localhost:5173'],
    script: matching(/^https?:\/\/(?:(?:[^:]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/, { credentials: false }),
  },
  'Ollama by default': {
    url: 'http://127.0.0.1:11434/api/tags',
    network: 'private',
    trusted: ['http://localhost:3000'],
    script: matching(
      /^(https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?|(app|file|tauri|vscode-webview):\/\/.*)$/,
      { credentials: false },
    ),
  },
};
