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
        'Remove the Access-Control-… headers that the app sets, and what else answers OPTIONS.',
        'Traefik reloads files of a watched directory by itself: see that its log has no error.',
      ],
      pitfalls: [
        'With Kubernetes the same keys stand under spec.headers of a Middleware, with labels after traefik.http.middlewares.cors.headers.',
        'It stands before the authentication in the list of middlewares, or preflights are refused.',
        ...(policy.maxAge === undefined
          ? ['Without accessControlMaxAge Traefik sends 0, and browsers ask before every request.']
          : []),
        'Answers for which no router matches pass no middleware: they lack the headers.',
      ],
      verified: 'documented',
    };
  },
};

/** An empty custom header takes away what the app sent; what is allowed is set after that. */
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
