import { corsMiddleware } from '../python.js';
import { bodyMark, headerMark, type Stack } from '../stack.js';

export const starlette: Stack = {
  id: 'starlette',
  title: 'Starlette',
  spot: { kind: 'python-app', module: 'starlette.applications', maker: 'Starlette', at: 'end' },
  recognise: (exchange) => [
    ...(headerMark(exchange, 'server', /^uvicorn$/i).length > 0
      ? bodyMark(exchange, /^(Not Found|Method Not Allowed)$/)
      : []),
    ...bodyMark(exchange, /^Disallowed CORS /),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'main.py',
        language: 'python',
        where: 'at the very end, behind app = Starlette(…)',
        code: corsMiddleware('starlette', policy),
      },
    ],
    steps: [
      'Remove CORSMiddleware from the middleware of Starlette(…), and every header with an Access-Control-… name.',
      'Restart the server.',
    ],
    pitfalls: [
      'In the list middleware=[…] instead, it stands inside of what answers an exception that nobody catches: that 500 then has no headers, and the page sees a CORS error.',
      'From there on app is the middleware: add_route() and state belong above it.',
      'Without allow_methods it allows GET only.',
    ],
    verified: 'real-server',
    version: 'starlette 0.26',
  }),
};
