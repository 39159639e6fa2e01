import { allowedMethods } from '../cors-headers.js';
import { text, yaml } from '../data-text.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const ingressNginx: Stack = {
  id: 'ingress-nginx',
  title: 'ingress-nginx',
  role: 'proxy',
  before: ['gateway-api'],
  detect: (exchange) => [
    ...bodyMark(exchange, /^default backend - 404$/),
    // The project's own default; other servers have rounder numbers.
    ...headerMark(exchange, 'strict-transport-security', /^max-age=15724800; includeSubDomains$/),
  ],
  limits: {
    name: 'ingress-nginx',
    wildcards: 'label',
    origins: /^[a-z0-9+-]+:\/\/[a-z0-9.*-]+(:\d+)?$/,
    names: /^[A-Za-z0-9_-]+$/,
    anyHeader: 'never',
  },
  render(policy) {
    return {
      files: [
        {
          path: 'ingress.yaml',
          language: 'yaml',
          where: 'in metadata.annotations of the Ingress',
          code: annotations(policy),
        },
      ],
      steps: [
        'Remove the Access-Control-… headers that the app sets.',
        'kubectl apply --dry-run=server -f ingress.yaml && kubectl apply -f ingress.yaml',
      ],
      pitfalls: [
        'The defaults allow every origin with credentials. So each annotation is written out.',
        'A wildcard stands for one label only: https://*.example.com is not https://a.b.example.com.',
        'It sends no Vary: if a cache is in front, don’t cache these responses.',
        'The project is retired. The Gateway API can do the same in an HTTPRoute: corsmith fix --stack gateway-api.',
        'The redirects of auth-url and auth-signin lack the headers.',
      ],
      verified: 'documented',
    };
  },
};

/** Accept is always allowed; an absent list would allow ten other headers. */
function annotations(policy: RenderedPolicy): string {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const names = requestHeaders === '*' || requestHeaders.length === 0 ? ['Accept'] : requestHeaders;
  const line = (name: string, value: string) => `nginx.ingress.kubernetes.io/${name}: ${text(value)}`;
  return yaml(
    line('enable-cors', 'true'),
    line('cors-allow-origin', origins === '*' ? '*' : origins.join(', ')),
    line('cors-allow-credentials', String(credentials)),
    line('cors-allow-methods', allowedMethods(policy).join(', ')),
    line('cors-allow-headers', names.join(', ')),
    responseHeaders.length > 0 && line('cors-expose-headers', responseHeaders.join(', ')),
    maxAge !== undefined && line('cors-max-age', String(maxAge)),
  );
}
