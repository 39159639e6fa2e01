import { allowedMethods, neverEmptyHeaders } from '../cors-headers.js';
import { list, object, originList, quoted } from '../javascript.js';
import { bodyMark, type RenderedPolicy, type Stack } from '../stack.js';

export const h3: Stack = {
  id: 'h3',
  title: 'h3',
  role: 'application',
  place: { kind: 'javascript-app', module: 'h3', makers: ['H3'] },
  detect: (exchange) => [
    ...bodyMark(exchange, /^\{\s*"status":404,\s*"message":"Cannot find any route matching \[/),
    ...bodyMark(exchange, /^\{\s*"status":500,\s*"unhandled":true,/),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other app.use() and route',
        code: `import { handleCors } from 'h3';\n\napp.use((event) => handleCors(event, ${options(policy)}) || undefined);`,
      },
    ],
    steps: [
      'Remove every other handleCors() and appendCorsHeaders(), and every header with an Access-Control-… name.',
      'Restart or redeploy the app.',
    ],
    pitfalls: [
      'Omitted options allow everything: without methods, allowHeaders or exposeHeaders it sends *.',
      'In h3 1 it is app.use(eventHandler((event) => { if (handleCors(event, …)) return; })).',
      'In Nitro and Nuxt it goes into server/middleware/; routeRules with cors: true allows every origin.',
    ],
    verified: 'real-server',
    version: 'h3 2.0',
  }),
};

/** All of them, because each default allows everything. */
function options(policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const headers = neverEmptyHeaders(policy);
  return object([
    ['origin', originList(origins)],
    credentials && ['credentials', 'true'],
    ['methods', list(allowedMethods(policy))],
    headers !== undefined && ['allowHeaders', list(headers)],
    ['exposeHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', quoted(String(maxAge))],
  ]);
}
