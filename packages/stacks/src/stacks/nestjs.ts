import { corsPackageOptions } from '../cors-package.js';
import { bodyMark, type Stack } from '../stack.js';

export const nestjs: Stack = {
  id: 'nestjs',
  title: 'NestJS',
  role: 'application',
  place: { kind: 'javascript-app', module: '@nestjs/core', makers: ['NestFactory'], method: 'create' },
  detect: (exchange) => [
    ...bodyMark(exchange, /^\{"message":"Cannot [A-Z]+ \/.*","error":"Not Found","statusCode":404\}$/),
    ...bodyMark(exchange, /^\{"statusCode":500,"message":"Internal server error"\}$/),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'src/main.ts',
        language: 'ts',
        where: 'right after NestFactory.create(), before every app.use()',
        code: `app.enableCors(${corsPackageOptions(policy)});`,
      },
    ],
    steps: [
      'Remove cors: true from NestFactory.create() and every @Header() with an Access-Control-… name.',
      'Build and restart the app.',
    ],
    pitfalls: [
      'A middleware given to app.use() before it, such as authentication or a redirect, answers the preflight first. Guards come later and do no harm.',
      'On the Fastify adapter it is @fastify/cors that gets these options, and it allows GET, HEAD and POST unless methods says more.',
      'WebSocket gateways have a cors option of their own.',
    ],
    verified: 'real-server',
    version: 'nestjs 11.2 on express',
  }),
};
