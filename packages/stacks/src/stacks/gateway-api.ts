import { allowedMethods } from '../cors-headers.js';
import { text, textList, yaml } from '../data-text.js';
import type { RenderedPolicy, Stack } from '../stack.js';

export const gatewayApi: Stack = {
  id: 'gateway-api',
  title: 'Kubernetes Gateway API',
  role: 'proxy',
  // An interface with many implementations: responses do not show it.
  detect: () => [],
  limits: {
    name: 'The Gateway API',
    wildcards: 'subdomains',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'],
    maxAge: { from: 1, to: Number.MAX_SAFE_INTEGER },
  },
  render(policy) {
    return {
      files: [
        {
          path: 'httproute.yaml',
          language: 'yaml',
          where: 'in filters: of each rule of the HTTPRoute',
          code: filter(policy),
        },
      ],
      steps: [
        'Remove the Access-Control-… headers that the app sets.',
        'kubectl apply --dry-run=server -f httproute.yaml && kubectl apply -f httproute.yaml',
        'Check that the route is accepted: kubectl get httproute -o yaml, in status.',
      ],
      pitfalls: [
        'The filter is in the standard channel from v1.5.0 on, and an extended feature: the implementation must support HTTPRouteCORS.',
        'A rule that matches methods without OPTIONS never gets the preflight.',
        'Whether Vary: Origin is sent depends on the implementation: check it before you put a cache in front.',
      ],
      verified: 'documented',
    };
  },
};

function filter(policy: RenderedPolicy): string {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  const names = requestHeaders === '*' ? ['*'] : requestHeaders;
  return yaml(
    '- type: CORS',
    '  cors:',
    '    allowOrigins:',
    ...(origins === '*' ? ['*'] : origins).map((origin) => `      - ${text(origin)}`),
    `    allowCredentials: ${credentials}`,
    `    allowMethods: ${textList(allowedMethods(policy))}`,
    names.length > 0 && `    allowHeaders: ${textList(names)}`,
    responseHeaders.length > 0 && `    exposeHeaders: ${textList(responseHeaders)}`,
    maxAge !== undefined && `    maxAge: ${maxAge}`,
  );
}
