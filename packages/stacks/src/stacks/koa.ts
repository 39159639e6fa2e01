import { allowedMethods, neverEmptyHeaders } from '../cors-headers.js';
import { list, object, originTest, quoted, SOCKET_IO } from '../javascript.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const koa: Stack = {
  id: 'koa',
  title: 'Koa',
  role: 'application',
  before: ['hono'],
  place: { kind: 'javascript-app', module: 'koa', makers: ['default'] },
  detect: (exchange) =>
    headerMark(exchange, 'server', /./).length > 0 ? [] : bodyMark(exchange, /^(Not Found|Method Not Allowed)$/),
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other app.use()',
        code: `import cors from '@koa/cors';\n\napp.use(cors(${options(policy)}));`,
      },
    ],
    steps: [
      'npm install @koa/cors',
      'In TypeScript also: npm install -D @types/koa__cors.',
      'Remove every other cors() and ctx.set() of an Access-Control-… header.',
      'Restart the app.',
    ],
    pitfalls: [
      'Always set origin: with credentials: true and without origin it allows every origin.',
      'A string is sent to every origin without being compared. So origin is a function.',
      SOCKET_IO,
      'A middleware that catches errors and writes its own headers, or ctx.respond = false, bypasses it.',
    ],
    verified: 'real-server',
    version: 'koa 3.3, @koa/cors 5.0',
  }),
};

/** Inside the options, where TypeScript knows the type of `ctx`. */
const originOption = (origins: RenderedPolicy['origins']): string =>
  origins === '*'
    ? quoted('*')
    : `(ctx) => {
    const origin = ctx.get('Origin');
    return ${originTest(origins)} ? origin : '';
  }`;

function options(policy: RenderedPolicy): string {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const headers = neverEmptyHeaders(policy);
  return object([
    ['origin', originOption(origins)],
    credentials && ['credentials', 'true'],
    ['allowMethods', list(allowedMethods(policy))],
    headers !== undefined && ['allowHeaders', list(headers)],
    responseHeaders.length > 0 && ['exposeHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', String(maxAge)],
  ]);
}
