import { list, object, quoted } from './javascript.js';
import { bodyMark, type Stack } from './stack.js';

export const hono: Stack = {
  id: 'hono',
  title: 'Hono',
  recognise: (exchange) => (exchange.response?.status === 404 ? bodyMark(exchange, /^404 Not Found$/) : []),
  render: ({ origins, credentials, methods, requestHeaders, responseHeaders, maxAge }) => ({
    files: [
      {
        path: 'app.ts',
        language: 'ts',
        where: 'before every other app.use() and route',
        code: `import { cors } from 'hono/cors';\n\napp.use('/*', cors(${object([
          ['origin', origins === '*' ? quoted('*') : list(origins)],
          credentials && ['credentials', 'true'],
          methods.length > 0 && ['allowMethods', list(['GET', 'HEAD', 'POST', ...methods])],
          requestHeaders.length > 0 && ['allowHeaders', requestHeaders === '*' ? list(['*']) : list(requestHeaders)],
          responseHeaders.length > 0 && ['exposeHeaders', list(responseHeaders)],
          maxAge !== undefined && ['maxAge', String(maxAge)],
        ])}));`,
      },
    ],
    steps: ['Restart or redeploy the app.'],
    pitfalls: ['The first middleware of the app: Hono runs them in the order in which they were added.'],
    verified: 'real-server',
    version: 'hono 4',
  }),
};
