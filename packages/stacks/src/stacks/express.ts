import { corsPackageOptions } from '../cors-package.js';
import { SOCKET_IO } from '../javascript.js';
import { bodyMark, headerMark, type Stack } from '../stack.js';

export const express: Stack = {
  id: 'express',
  title: 'Express',
  role: 'application',
  before: ['fastify'],
  marksEveryResponse: true,
  place: { kind: 'javascript-app', module: 'express', makers: ['default'] },
  detect: (exchange) => [
    ...headerMark(exchange, 'x-powered-by', /^Express$/),
    ...bodyMark(exchange, /<pre>Cannot [A-Z]+ \//),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other app.use() and route',
        code: `import cors from 'cors';\n\napp.use(cors(${corsPackageOptions(policy)}));`,
      },
    ],
    steps: [
      'npm install cors',
      'In TypeScript also: npm install -D @types/cors.',
      'Remove every other cors(), app.options() and response.set() of an Access-Control-… header.',
      'Restart the app.',
    ],
    pitfalls: [
      'Authentication, redirects, body parsers and routes come after it: what responds before it has no headers.',
      'A string instead of the list is sent to every origin without being compared.',
      SOCKET_IO,
      'In CommonJS the first line is const cors = require("cors").',
    ],
    verified: 'real-server',
    version: 'express 5.3, cors 2.8',
  }),
};
