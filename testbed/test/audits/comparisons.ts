import { APP, api, hostOf, type Mistake, matching, matchingFromStart } from './audited-server.js';

const PRIVATE = { url: 'http://192.168.0.10:8080/api', network: 'private' } as const;

/** Origins that are compared in a wrong way. */
export const COMPARISONS: readonly Mistake[] = [
  // An end that is missing.
  {
    source: 'github.com/Kludex/starlette/issues/800',
    finds: 'prefix-match|substring-match',
    severity: 'high',
    trusted: ['https://www.example.org'],
    script: matchingFromStart(/https:\/\/.*\.example\.org/),
  },
  {
    source: 'github.com/ashleysommer/sanic-cors/pull/68',
    finds: 'prefix-match',
    severity: 'high',
    trusted: ['https://trusted.com'],
    script: matchingFromStart(/https:\/\/trusted\.com/),
  },
  {
    source: 'github.com/google/clusterfuzz/pull/5303',
    finds: 'prefix-match',
    severity: 'high',
    trusted: ['https://test-client-site.appspot.com'],
    script: matchingFromStart(/https?:\/\/(.*-dot-)?test-client-site.appspot.com/),
  },
  {
    source: 'github.com/cyu/rack-cors/issues/86',
    finds: 'prefix-match|substring-match',
    severity: 'high',
    trusted: ['https://example.com'],
    script: matching(/https:\/\/example\.co/),
  },
  {
    source: 'github.com/gotify/server/issues/1052',
    finds: 'prefix-match|substring-match',
    severity: 'low',
    script: matching(/https:\/\/app.example.com/, { credentials: false }),
  },
  {
    source: 'github.com/thecodingmachine/symfony-boilerplate/pull/45',
    finds: 'prefix-match',
    severity: 'high',
    script: matching(/^https:\/\/app.example.com/),
  },
  {
    source: 'github.com/yandex/gixy/issues/65',
    finds: 'prefix-match',
    severity: 'high',
    trusted: ['https://www.example.com'],
    script: matching(/((^https:\/\/www\.example\.com)|(^https:\/\/example\.com)\/)/i),
  },
  {
    source: 'github.com/GoogleChrome/chromium-dashboard/pull/6590',
    finds: 'prefix-match',
    severity: 'high',
    script: matchingFromStart(/https:\/\/[a-z]+\.example\.com/),
  },
  {
    source: 'github.com/corydolphin/flask-cors/issues/240',
    finds: 'prefix-match|substring-match',
    severity: 'high',
    trusted: ['https://shop.wheatpaste.now.sh'],
    script: matchingFromStart(/.*\.wheatpaste\.now\.sh/),
  },
  {
    source: 'github.com/hangwin/mcp-chrome/issues/384',
    finds: 'prefix-match',
    severity: 'high',
    ...PRIVATE,
    trusted: ['http://127.0.0.1:3000'],
    script: api((origin) => origin.startsWith('chrome-extension://') || origin.startsWith('http://127.0.0.1')),
  },
  {
    source: 'httpd.apache.org SetEnvIf, www.example.(com|net) without $',
    finds: 'prefix-match',
    severity: 'high',
    trusted: ['https://www.example.com'],
    script: matching(/^https?:\/\/(www\.)?example\.(com|net)(:\d+)?/),
  },
  {
    source: 'jupyter allow_origin_pat, re.match',
    finds: 'prefix-match|substring-match',
    severity: 'high',
    trusted: ['https://hub.example.com'],
    script: matchingFromStart(/https:\/\/.*\.example\.com/),
  },
  // A start that is missing.
  {
    source: 'github.com/expressjs/cors/pull/412',
    finds: 'suffix-match',
    severity: 'high',
    trusted: ['https://example.com'],
    script: matching(/example\.com$/),
  },
  {
    source: 'github.com/github/codeql/pull/5008',
    finds: 'suffix-match',
    severity: 'high',
    script: api((origin) => ['example.com', 'example.cn', 'sample.com'].some((end) => origin.endsWith(end))),
  },
  {
    source: 'HAProxy hdr_end(origin)',
    finds: 'suffix-match',
    severity: 'high',
    script: api((origin) => origin.toLowerCase().endsWith('example.com')),
  },
  {
    source: 'hackerone.com/reports, https?://.*example.com$',
    finds: 'suffix-match',
    severity: 'high',
    trusted: ['https://www.example.com'],
    script: matching(/^https?:\/\/.*example\.com$/),
  },
  {
    source: 'github.com/advisories/GHSA-vhxv-fg4m-p2w8',
    finds: 'suffix-match',
    severity: 'high',
    trusted: ['https://foo-shop.com', 'https://bar-shop.com'],
    script: api((origin) =>
      ['https://foo-shop.com', 'https://bar-shop.com', 'https://bar-shopfoo-shop.com'].includes(origin),
    ),
  },
  // Only contained.
  {
    source: 'github.com/acmucsd/membership-portal/pull/72',
    finds: 'substring-match|suffix-match',
    severity: 'high',
    script: matching(/.*example.com/),
  },
  {
    source: 'github.com/justtrackio/gosoline/pull/1384',
    finds: 'substring-match',
    severity: 'high',
    script: matching(/example\.com/),
  },
  {
    source: 'github.com/monsur/enable-cors.org/pull/75',
    finds: 'substring-match|prefix-match',
    severity: 'high',
    script: matching(/https?:\/\/.*\.example\.com(:[0-9]+)?/i),
  },
  {
    source: 'php.net strpos($origin, $domain) !== false',
    finds: 'substring-match',
    severity: 'high',
    script: api((origin) => origin.indexOf('example.com') > -1),
  },
  {
    source: 'Caddy header_regexp Origin',
    finds: 'substring-match',
    severity: 'high',
    script: matching(/app\.example\.com/),
  },
  {
    source: 'each allowed host looked for in the origin',
    finds: 'substring-match',
    severity: 'high',
    script: api((origin) => ['app.example.com', 'admin.example.com'].some((one) => origin.includes(one))),
  },
  {
    source: 'the brand in any label',
    finds: 'substring-match',
    severity: 'high',
    script: api((origin) =>
      hostOf(origin)
        .split('.')
        .some((label) => label.includes('example')),
    ),
  },
  // Dots and stars.
  {
    source: 'a star of a list made into .*',
    finds: 'suffix-match|unescaped-dot|substring-match',
    severity: 'high',
    trusted: ['https://www.example.com'],
    script: matching(new RegExp(`^https://${'*.example.com'.replace('*', '.*')}$`)),
  },
  {
    source: 'new RegExp of each origin',
    finds: 'unescaped-dot|substring-match|prefix-match',
    severity: 'high',
    script: api((origin) => [APP].some((one) => new RegExp(one).test(origin))),
  },
  {
    source: '(www.)?',
    finds: 'unescaped-dot|suffix-match',
    severity: 'high',
    trusted: ['https://example.com'],
    script: matching(/^https:\/\/(www.)?example\.com$/),
  },
  // Other endings.
  {
    source: 'shops of many countries',
    finds: 'any-ending',
    severity: 'high',
    trusted: ['https://www.example.de'],
    url: 'https://api.example.de/me',
    script: matching(/^https:\/\/www\.example\.(com?\.)?[a-z]{2}$/),
  },
  {
    source: 'any top-level domain',
    finds: 'any-ending|prefix-match',
    severity: 'high',
    script: matching(/^https:\/\/app\.example\.[a-z]{2,6}$/),
  },
  {
    source: 'the last two labels of a host',
    finds: 'suffix-match|preview-hosts',
    severity: 'high',
    trusted: ['https://www.example.co.uk'],
    url: 'https://api.example.co.uk/me',
    script: api((origin) => hostOf(origin).split('.').slice(-2).join('.') === 'co.uk'),
  },
  // Everyone.
  {
    source: 'github.com/F3-Nation/f3-nation/issues/361',
    finds: 'reflects-any-origin',
    severity: 'high',
    script: api(() => true),
  },
  {
    source: 'github.com/fjykTec/ModernWMS/issues/29',
    finds: 'reflects-any-origin',
    severity: 'high',
    trusted: [],
    script: api(() => true),
  },
  {
    source: 'github.com/foss42/api/issues/96',
    finds: 'reflects-any-origin',
    severity: 'high',
    script: api(
      (origin, { method, headers }) => method === 'OPTIONS' || headers.cookie !== undefined || origin === APP,
    ),
  },
  {
    source: 'ASP.NET SetIsOriginAllowed(_ => true) over https',
    finds: 'reflects-any-origin',
    severity: 'high',
    script: api((origin) => origin.startsWith('https:')),
  },
  {
    source: 'sandboxed frames and file://',
    finds: 'null-allowed',
    severity: 'high',
    script: api((origin) => origin === APP || origin === 'null'),
  },
  {
    source: 'only the preflight is open',
    finds: 'preflight-only',
    severity: 'high',
    script: api((origin, { method }) => method === 'OPTIONS' || origin === APP),
  },
];
