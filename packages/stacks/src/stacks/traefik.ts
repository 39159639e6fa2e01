import { allowedHeaders, allowedMethods } from '../cors-headers.js';
import { textList, yaml } from '../data-text.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { bodyMark, type RenderedPolicy, type Stack } from '../stack.js';

export const traefik: Stack = {
  id: 'traefik',
  title: 'Traefik',
  role: 'proxy',
  before: ['envoy'],
  detect: (exchange) => (exchange.response?.status === 404 ? bodyMark(exchange, /^404 page not found\n?$/) : []),
  limits: { name: 'Traefik', anyHeader: 'without credentials' },
  render(policy) {
    return {
      files: [
        {
          path: 'dynamic/cors.yml',
          language: 'yaml',
          where: 'a new file in the directory of the file provider',
          code: middleware(policy),
        },
        {
          path: 'dynamic/routers.yml',
          language: 'yaml',
          where: 'in the router of the API, first in its middlewares',
          code: 'middlewares:\n  - cors',
        },
      ],
      steps: [
        'Remove the Access-Control-… headers that the app sets, and what else responds to OPTIONS.',
        'Traefik reloads files of a watched directory by itself: check its log for errors.',
      ],
      pitfalls: [
        'In Kubernetes, the same keys go under spec.headers of a Middleware; as labels, after traefik.http.middlewares.cors.headers.',
        'It must come before authentication in the list of middlewares, or preflights are rejected.',
        ...(policy.maxAge === undefined
          ? ['Without accessControlMaxAge Traefik sends 0, and browsers send a preflight before every request.']
          : []),
        'If no router matches, no middleware runs and the response lacks the headers.',
      ],
      verified: 'documented',
    };
  },
};

/** An empty custom header removes the app's; the allowed ones are set afterwards. */
function middleware(policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  const headers = allowedHeaders(policy);
  return yaml(
    'http:',
    '  middlewares:',
    '    cors:',
    '      headers:',
    '        customResponseHeaders:',
    '          Access-Control-Allow-Origin: ""',
    (origins === '*' || exact.length > 0) &&
      `        accessControlAllowOriginList: ${textList(origins === '*' ? ['*'] : exact)}`,
    patterns.length > 0 && `        accessControlAllowOriginListRegex: ${textList(patterns.map(originRegex))}`,
    credentials && '        accessControlAllowCredentials: true',
    `        accessControlAllowMethods: ${textList(allowedMethods(policy))}`,
    headers !== 'echo' && headers.length > 0 && `        accessControlAllowHeaders: ${textList(headers)}`,
    responseHeaders.length > 0 && `        accessControlExposeHeaders: ${textList(responseHeaders)}`,
    maxAge !== undefined && `        accessControlMaxAge: ${maxAge}`,
    '        addVaryHeader: true',
  );
}
