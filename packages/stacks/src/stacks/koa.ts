import { allowedMethods } from '../cors-headers.js';
import { list, object, originTest, quoted } from '../javascript.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

export const koa: Stack = {
  id: 'koa',
  title: 'Koa',
  spot: { kind: 'javascript-app', module: 'koa', makers: ['default'] },
  recognise: (exchange) =>
    headerMark(exchange, 'server', /./).length > 0 ? [] : bodyMark(exchange, /^(Not Found|Method Not Allowed)$/),
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other app.use()',
        code: `import cors from '@koa/cors';\n\n${allowed(policy)}app.use(cors(${options(policy)}));`,
      },
    ],
    steps: [
      'npm install @koa/cors',
      'Remove every other cors() and ctx.set() of an Access-Control-… header.',
      'Restart the app.',
    ],
    pitfalls: [
      'Always give it origin: with credentials: true and without origin it allows every page on the web.',
      'It never compares a string: that is sent to every origin. So origin is a function.',
      'A middleware that catches errors and writes its own headers, or ctx.respond = false, goes past it.',
    ],
    verified: 'real-server',
    version: 'koa 3.3, @koa/cors 5.0',
  }),
};

const allowed = ({ origins }: RenderedPolicy): string =>
  origins === '*' ? '' : `const isAllowed = (origin) => ${originTest(origins)};\n\n`;

function options(policy: RenderedPolicy): string {
  const { origins, credentials, requestHeaders, responseHeaders, maxAge } = policy;
  return object([
    ['origin', origins === '*' ? quoted('*') : "(ctx) => (isAllowed(ctx.get('Origin')) ? ctx.get('Origin') : '')"],
    credentials && ['credentials', 'true'],
    ['allowMethods', list(allowedMethods(policy))],
    requestHeaders !== '*' && requestHeaders.length > 0 && ['allowHeaders', list(requestHeaders)],
    responseHeaders.length > 0 && ['exposeHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', String(maxAge)],
  ]);
}
