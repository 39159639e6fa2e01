import { list, object, quoted } from './javascript.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from './stack.js';

export const express: Stack = {
  id: 'express',
  title: 'Express',
  recognise: (exchange) => [
    ...headerMark(exchange, 'x-powered-by', /^Express$/),
    ...bodyMark(exchange, /<pre>Cannot [A-Z]+ \//),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other app.use() and route',
        code: `import cors from 'cors';\n\napp.use(cors(${options(policy)}));`,
      },
    ],
    steps: ['npm install cors', 'Restart the app.'],
    pitfalls: [
      'Before authentication, body parsers and routes: what answers earlier answers without the headers.',
      "Leave res.setHeader('Access-Control-…') and app.options() elsewhere out, or the headers come twice.",
    ],
    verified: 'real-server',
    version: 'express 5, cors 2.8',
  }),
};

/**
 * The origins as a list, never as a bare string: `cors` sends a string to every origin, without looking at the request.
 */
function options({ origins, credentials, methods, requestHeaders, responseHeaders, maxAge }: RenderedPolicy): string {
  return object([
    ['origin', origins === '*' ? quoted('*') : list(origins)],
    credentials && ['credentials', 'true'],
    methods.length > 0 && ['methods', list(['GET', 'HEAD', 'POST', ...methods])],
    requestHeaders.length > 0 && ['allowedHeaders', requestHeaders === '*' ? quoted('*') : list(requestHeaders)],
    responseHeaders.length > 0 && ['exposedHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', String(maxAge)],
  ]);
}
