import { list, object, quoted, SOCKET_IO } from '../javascript.js';
import type { RenderedPolicy, Stack } from '../stack.js';

export const nodeHttp: Stack = {
  id: 'node-http',
  title: 'Node.js without a framework',
  role: 'application',
  detect: () => [],
  render: (policy) => ({
    files: [
      {
        path: 'server.js',
        language: 'js',
        where: 'among the imports',
        code: "import { createPolicy } from '@corsmith/server';\nimport { cors } from '@corsmith/server/node';",
      },
      {
        path: 'server.js',
        language: 'js',
        where: 'in place of createServer(handler)',
        code: `const withCors = cors(createPolicy(${config(policy)}));
const server = createServer((request, response) => withCors(request, response, () => handler(request, response)));`,
      },
    ],
    steps: [
      'npm install @corsmith/server',
      'Remove every setHeader() with an Access-Control-… name, and what responds to OPTIONS.',
      'Restart the server.',
    ],
    pitfalls: [SOCKET_IO, 'An uncaught exception in the handler ends the process, and the browser gets no response.'],
    verified: 'real-server',
    version: 'node 20, @corsmith/server 0.1',
  }),
};

const config = ({ origins, credentials, methods, requestHeaders, responseHeaders, maxAge }: RenderedPolicy): string =>
  object([
    ['origins', origins === '*' ? quoted('*') : list(origins)],
    credentials && ['credentials', 'true'],
    methods.length > 0 && ['methods', list(methods)],
    requestHeaders.length > 0 && ['requestHeaders', requestHeaders === '*' ? quoted('*') : list(requestHeaders)],
    responseHeaders.length > 0 && ['responseHeaders', list(responseHeaders)],
    maxAge !== undefined && ['maxAge', String(maxAge)],
  ]);
