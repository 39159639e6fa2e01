import { corsMiddlewareFiles } from '../python.js';
import { bodyMark, headerMark, type Stack } from '../stack.js';

export const starlette: Stack = {
  id: 'starlette',
  title: 'Starlette',
  role: 'application',
  before: ['fastapi'],
  place: { kind: 'python-app', module: 'starlette.applications', maker: 'Starlette', at: 'last-middleware' },
  alwaysAllows: ['Content-Type'],
  detect: (exchange) => [
    ...(headerMark(exchange, 'server', /^uvicorn$/i).length > 0
      ? bodyMark(exchange, /^(Not Found|Method Not Allowed)$/)
      : []),
  ],
  render: (policy) => ({
    ...corsMiddlewareFiles('starlette', policy),
    steps: [
      'Remove CORSMiddleware from the middleware of Starlette(…), and every header with an Access-Control-… name.',
      'Restart the server.',
    ],
    pitfalls: [
      'The middleware added last runs first: one added after it, such as authentication, responds without the headers.',
      'An unhandled exception becomes a 500 outside every middleware, without the headers: the page sees a CORS error.',
      'Without allow_methods it allows GET only.',
    ],
    verified: 'real-server',
    version: 'starlette 0.26',
  }),
};
