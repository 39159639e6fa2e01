import { corsMiddlewareFiles } from '../python.js';
import { bodyMark, headerMark, type Stack } from '../stack.js';

export const fastapi: Stack = {
  id: 'fastapi',
  title: 'FastAPI',
  role: 'application',
  before: ['flask'],
  place: { kind: 'python-app', module: 'fastapi', maker: 'FastAPI', at: 'last-middleware' },
  alwaysAllows: ['Content-Type'],
  detect: (exchange) => [
    ...headerMark(exchange, 'server', /^uvicorn$/i),
    ...bodyMark(exchange, /^\{"detail":"(Not Found|Method Not Allowed)"\}$/),
    ...bodyMark(exchange, /^Disallowed CORS /),
  ],
  render: (policy) => ({
    ...corsMiddlewareFiles('fastapi', policy),
    steps: ['Remove every other CORSMiddleware and every header with an Access-Control-… name.', 'Restart the server.'],
    pitfalls: [
      'The middleware added last runs first: one added after it, such as authentication, responds without the headers.',
      'An unhandled exception becomes a 500 outside every middleware, without the headers: the page sees a CORS error.',
      'Without allow_methods it allows GET only.',
    ],
    verified: 'real-server',
    version: 'fastapi 0.92, starlette 0.26',
  }),
};
