import { corsMiddleware } from '../python.js';
import { bodyMark, headerMark, type Stack } from '../stack.js';

export const fastapi: Stack = {
  id: 'fastapi',
  title: 'FastAPI',
  spot: { kind: 'python-app', module: 'fastapi', maker: 'FastAPI', at: 'end' },
  recognise: (exchange) => [
    ...headerMark(exchange, 'server', /^uvicorn$/i),
    ...bodyMark(exchange, /^\{"detail":"(Not Found|Method Not Allowed)"\}$/),
    ...bodyMark(exchange, /^Disallowed CORS /),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'main.py',
        language: 'python',
        where: 'at the very end, behind every route and add_middleware()',
        code: corsMiddleware('fastapi', policy),
      },
    ],
    steps: [
      'Remove every add_middleware(CORSMiddleware, …) and every header with an Access-Control-… name.',
      'Restart the server.',
    ],
    pitfalls: [
      'Given to add_middleware() instead, it stands inside of what answers an exception that nobody catches: that 500 then has no headers, and the page sees a CORS error.',
      'From there on app is the middleware: routes, dependency_overrides and state belong above it.',
      'Without allow_methods it allows GET only.',
    ],
    verified: 'real-server',
    version: 'fastapi 0.92, starlette 0.26',
  }),
};
