import { allowedMethods, neverEmptyHeaders } from '../cors-headers.js';
import { list, object, originTest, quoted, SOCKET_IO } from '../javascript.js';
import { splitOrigins } from '../origin-pattern.js';
import { bodyMark, type RenderedPolicy, type Stack } from '../stack.js';

export const hono: Stack = {
  id: 'hono',
  title: 'Hono',
  role: 'application',
  before: ['h3'],
  place: { kind: 'javascript-app', module: 'hono', makers: ['Hono'] },
  detect: (exchange) => (exchange.response?.status === 404 ? bodyMark(exchange, /^404 Not Found$/) : []),
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other app.use() and route',
        code: `import { cors } from 'hono/cors';\n\napp.use('/*', cors(${options(policy)}));`,
      },
    ],
    steps: [
      'Remove every other cors() and every header() call with an Access-Control-… header.',
      'Restart or redeploy the app.',
    ],
    pitfalls: [
      'Hono runs middleware in the order in which it was added: what comes before it responds without the headers.',
      SOCKET_IO,
      'Without origin it allows every origin.',
      'Access-Control-Allow-Credentials is sent to denied origins too. That is harmless: it has no effect alone.',
    ],
    verified: 'real-server',
    version: 'hono 4.13',
  }),
};

function options(policy: RenderedPolicy): string {
  const { credentials, responseHeaders, maxAge } = policy;
  const headers = neverEmptyHeaders(policy);
  return object([
    ['origin', originOption(policy)],
    credentials && ['credentials', 'true'],
    ['allowMethods', list(allowedMethods(policy))],
    headers !== undefined && ['allowHeaders', list(headers)],
    responseHeaders.length > 0 && ['exposeHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', String(maxAge)],
  ]);
}

/** A list supports only exact origins. */
function originOption({ origins }: RenderedPolicy): string {
  if (origins === '*') return quoted('*');
  const { exact, patterns } = splitOrigins(origins);
  return patterns.length === 0 ? list(exact) : `(origin) => (${originTest(origins)} ? origin : null)`;
}
