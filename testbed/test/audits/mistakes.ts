import { APP, api, hostOf, type Mistake, matching } from './audited-server.js';
import { COMPARISONS } from './comparisons.js';

const PRIVATE = { url: 'http://192.168.0.10:8080/api', network: 'private' } as const;

/** Mistakes that were reported in public, each written anew from its description. */
export const MISTAKES: readonly Mistake[] = [
  ...COMPARISONS,
  {
    source: 'CORS of one route for POST, with another list',
    finds: 'preflight-only',
    severity: 'high',
    script: (request) =>
      api((origin) => origin === APP || request.headers['access-control-request-method'] === 'POST')(request),
  },
  {
    source: 'everyone, at a name that only a local network gives out',
    finds: 'wildcard-on-private-network',
    severity: 'medium',
    url: 'http://nas.home.arpa/api',
    trusted: ['http://panel.home.arpa'],
    script: api(() => true, { credentials: false, value: () => '*' }),
  },
  {
    source: 'any ending of a name that only a local network gives out',
    finds: 'suffix-match',
    severity: 'medium',
    url: 'http://nas.local/api',
    trusted: ['http://panel.local'],
    script: api((origin) => origin.endsWith('panel.local')),
  },
  // Hosting platforms.
  {
    source: 'github.com/npmx-dev/npmx.dev/pull/1794',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /^https:\/\/(.*)\.vercel\.app$/.test(origin)),
  },
  {
    source: 'github.com/mthines/lorekit/pull/344',
    finds: 'preview-hosts',
    severity: 'high',
    trusted: ['https://lorekit-git-main-some-projects.vercel.app'],
    script: matching(/^https:\/\/lorekit-[a-z0-9-]+-some-projects\.vercel\.app$/),
  },
  {
    source: 'github.com/zoonk/zoonk/pull/734',
    finds: 'preview-hosts',
    severity: 'high',
    trusted: ['https://www.zoonk.com'],
    script: api(
      (origin) =>
        origin === 'https://www.zoonk.com' || (origin.startsWith('https://') && origin.endsWith('-zoonk.vercel.app')),
    ),
  },
  {
    source: 'Firebase, preview channels',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /^https:\/\/example-[a-z0-9-]+\.web\.app$/.test(origin)),
  },
  {
    source: 'previews under subdomains that begin like the app',
    finds: 'any-subdomain',
    severity: 'medium',
    script: matching(/^https:\/\/app(-[a-z0-9-]+)?\.example\.com$/),
  },
  {
    source: 'Lovable',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /^https:\/\/[a-z0-9-]+\.lovable(project\.com|\.app)$/.test(origin)),
  },
  {
    source: 'Shopify',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || origin.endsWith('.myshopify.com')),
  },
  {
    source: 'Gitpod',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /\.gitpod\.io$/.test(origin)),
  },
  {
    source: 'CodeSandbox',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /^https:\/\/[a-z0-9]+\.csb\.app$/.test(origin)),
  },
  {
    source: 'Azure static websites',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /^https:\/\/[a-z0-9]+\.z\d+\.web\.core\.windows\.net$/.test(origin)),
  },
  {
    source: 'S3',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin) => origin === APP || /^https:\/\/[a-z0-9.-]+\.s3\.us-east-1\.amazonaws\.com$/.test(origin)),
  },
  {
    source: 'a platform in the preflight only',
    finds: 'preview-hosts',
    severity: 'high',
    script: api((origin, { method }) => origin === APP || (method === 'OPTIONS' && origin.endsWith('.onrender.com'))),
  },
  // Development.
  {
    source: 'ASP.NET SetIsOriginAllowed, Host == "localhost"',
    finds: 'localhost-allowed',
    severity: 'medium',
    script: api((origin) => origin === APP || hostOf(origin) === 'localhost'),
  },
  {
    source: 'strings.Contains(origin, "localhost")',
    finds: 'prefix-match',
    severity: 'high',
    script: api((origin) => origin === APP || origin.includes('localhost')),
  },
  {
    source: 'github.com/cyu/rack-cors, 192.168.0.x in its README',
    finds: 'address-allowed',
    severity: 'medium',
    script: api((origin) => origin === APP || /^http:\/\/192\.168\.\d{1,3}\.\d{1,3}(:\d+)?$/.test(origin)),
  },
  {
    source: 'origin.startsWith("http://192.168.")',
    finds: 'prefix-match',
    severity: 'high',
    script: api((origin) => origin === APP || origin.startsWith('http://192.168.')),
  },
  {
    source: 'a pattern of any IPv4 address',
    finds: 'address-allowed',
    severity: 'high',
    script: api((origin) => origin === APP || /^https?:\/\/\d{1,3}(\.\d{1,3}){3}(:\d+)?$/.test(origin)),
  },
  {
    source: 'Angular and Live Server',
    finds: 'localhost-allowed',
    severity: 'medium',
    script: api((origin) => [APP, 'http://localhost:4200', 'http://127.0.0.1:5500'].includes(origin)),
  },
  {
    source: 'Ollama, extensions',
    finds: 'extension-allowed',
    severity: 'low',
    script: api((origin) => origin === APP || origin.startsWith('chrome-extension://')),
  },
  // The server's own host.
  {
    source: 'WordPress get_allowed_http_origins',
    finds: 'http-allowed',
    severity: 'medium',
    script: api((origin) => [APP, 'https://api.example.com', 'http://api.example.com'].includes(origin)),
  },
  {
    source: 'origin.includes(req.headers.host)',
    finds: 'prefix-match|substring-match',
    severity: 'high',
    script: api((origin) => origin === APP || origin.includes('api.example.com')),
  },
  {
    source: 'new URL(origin).hostname === host',
    finds: 'any-port|http-allowed',
    severity: 'medium',
    script: api((origin) => origin === APP || hostOf(origin) === 'api.example.com'),
  },
  // Scheme and subdomains.
  {
    source: 'hono.dev cors, endsWith(".example.com")',
    finds: 'any-subdomain|http-allowed',
    severity: 'medium',
    script: api((origin) => origin.endsWith('.example.com')),
  },
  {
    source: 'the scheme cut off',
    finds: 'http-allowed',
    severity: 'medium',
    script: api((origin) => ['app.example.com'].includes(origin.replace(/^https?:\/\//, ''))),
  },
  {
    source: 'split(":")',
    finds: 'any-port|http-allowed',
    severity: 'medium',
    script: api((origin) => origin.split(':')[1] === '//app.example.com'),
  },
  // Bearer tokens.
  {
    source: 'a token is required, and every origin reflected',
    finds: 'reflects-any-origin',
    severity: 'low',
    request: { headers: [['Authorization', 'Bearer abc']] },
    script: (request) => ({
      ...api(() => true)(request)!,
      status: request.method === 'OPTIONS' || request.headers.authorization ? 200 : 401,
    }),
  },
  // Private networks.
  {
    source: 'Vite before 6.0.9',
    finds: 'wildcard-on-private-network',
    severity: 'medium',
    ...PRIVATE,
    script: () => ({ status: 200, headers: [['Access-Control-Allow-Origin', '*']] }),
  },
  {
    source: 'a local AI server',
    finds: 'reflects-any-origin',
    severity: 'medium',
    ...PRIVATE,
    script: api(() => true, { credentials: false }),
  },
  // Caches.
  {
    source: 'github.com/expressjs/cors/issues/106',
    finds: 'cache-poisoning',
    severity: 'low',
    script: (request) =>
      api((origin) => origin === APP, {
        vary: request.headers.origin === APP,
        headers: [['Cache-Control', 'public, max-age=300']],
      })(request),
  },
  {
    source: 'Surrogate-Control without Vary',
    finds: 'cache-poisoning',
    severity: 'low',
    script: api((origin) => origin === APP, {
      vary: false,
      headers: [
        ['Cache-Control', 'no-store'],
        ['Surrogate-Control', 'max-age=600'],
      ],
    }),
  },
  {
    source: 'Expires without Vary',
    finds: 'cache-poisoning',
    severity: 'low',
    script: (request) =>
      api((origin) => origin === APP, {
        vary: false,
        headers: [['Expires', new Date(Date.now() + 600_000).toUTCString()]],
      })(request),
  },
];
