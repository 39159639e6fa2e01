import { allowedHeaders, allowedMethods, CORS_HEADERS, varyNames } from '../cors-headers.js';
import { text, textList, yaml } from '../data-text.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const envoy: Stack = {
  id: 'envoy',
  title: 'Envoy',
  role: 'proxy',
  before: ['kong'],
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^(istio-)?envoy$/),
    ...headerMark(exchange, 'x-envoy-upstream-service-time', /^\d+$/),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'envoy.yaml',
        language: 'yaml',
        where: 'first in http_filters of the HTTP connection manager',
        code: [
          '- name: envoy.filters.http.cors',
          '  typed_config:',
          '    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors',
        ].join('\n'),
      },
      {
        path: 'envoy.yaml',
        language: 'yaml',
        where: 'in the virtual host of the API, beside its routes',
        code: virtualHost(policy),
      },
    ],
    steps: [
      'Remove every other cors policy of this virtual host and its routes, and what else responds to OPTIONS.',
      'envoy --mode validate -c envoy.yaml',
      'Restart Envoy, or let the control plane send the new routes.',
    ],
    pitfalls: [
      'The cors filter must be before jwt_authn, ext_authz and ratelimit, or they reject the preflight.',
      'It sends no Vary itself: without response_headers_to_add, a cache may serve one origin’s response to another.',
      'Routes with direct_response or redirect bypass it: their responses lack the headers.',
      'Preflights of other origins are forwarded to the app unless forward_not_matching_preflights is false.',
    ],
    verified: 'documented',
  }),
};

/**
 * The app's headers are removed before the filter sets its own. With `*`, the filter echoes the origin and the requested
 * names, so even then the response depends on the origin.
 */
function virtualHost(policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const headers = allowedHeaders(policy);
  const { exact, patterns } = splitOrigins(origins);
  return yaml(
    `response_headers_to_remove: ${textList(CORS_HEADERS.map((name) => name.toLowerCase()))}`,
    'response_headers_to_add:',
    ...[...new Set(['Origin', ...varyNames(policy)])].map((name) => `  - header: { key: vary, value: ${name} }`),
    'typed_per_filter_config:',
    '  envoy.filters.http.cors:',
    '    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
    '    allow_origin_string_match:',
    ...(origins === '*' ? ['      - exact: "*"'] : exact.map((origin) => `      - exact: ${text(origin)}`)),
    ...patterns.map((pattern) => `      - safe_regex: { regex: ${text(originRegex(pattern))} }`),
    `    allow_methods: ${text(allowedMethods(policy).join(','))}`,
    headers === 'echo'
      ? '    allow_headers: "*"'
      : headers.length > 0 && `    allow_headers: ${text(headers[0] === '*' ? '*' : headers.join(','))}`,
    responseHeaders.length > 0 && `    expose_headers: ${text(responseHeaders.join(','))}`,
    maxAge !== undefined && `    max_age: "${maxAge}"`,
    credentials && '    allow_credentials: true',
    '    forward_not_matching_preflights: false',
  );
}
