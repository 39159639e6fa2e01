import { bodyMark, headerMark, type Stack } from './stack.js';

const quoted = (text: string): string => JSON.stringify(text);
const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

export const fastapi: Stack = {
  id: 'fastapi',
  title: 'FastAPI',
  recognise: (exchange) => [
    ...headerMark(exchange, 'server', /^uvicorn$/i),
    ...bodyMark(exchange, /^\{"detail":"(Not Found|Method Not Allowed)"\}$/),
    ...bodyMark(exchange, /^Disallowed CORS /),
  ],
  render({ origins, credentials, methods, requestHeaders, responseHeaders, maxAge }) {
    const settings = [
      `allow_origins=${list(origins === '*' ? ['*'] : origins)}`,
      ...(credentials ? ['allow_credentials=True'] : []),
      `allow_methods=${list(['GET', 'HEAD', 'POST', ...methods])}`,
      ...(requestHeaders.length > 0 ? [`allow_headers=${list(requestHeaders === '*' ? ['*'] : requestHeaders)}`] : []),
      ...(responseHeaders.length > 0 ? [`expose_headers=${list(responseHeaders)}`] : []),
      ...(maxAge === undefined ? [] : [`max_age=${maxAge}`]),
    ];
    return {
      files: [
        {
          path: 'main.py',
          language: 'python',
          where: 'after app = FastAPI() and after every other add_middleware(): the last added is the outermost',
          code: `from fastapi.middleware.cors import CORSMiddleware\n\napp.add_middleware(\n    CORSMiddleware,\n${settings.map((line) => `    ${line},\n`).join('')})`,
        },
      ],
      steps: ['Restart uvicorn.'],
      pitfalls: ['An exception that no handler catches becomes a 500 outside the middleware, without the headers.'],
      verified: 'real-server',
      version: 'fastapi 0.92',
    };
  },
};
