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
      'A middleware given to app.use() before it, such as authentication or a redirect, responds to the preflight first. Guards run later and are harmless.',
      'With the Fastify adapter, @fastify/cors gets these options; it allows only GET, HEAD and POST unless methods is set.',
      'WebSocket gateways have their own cors option.',
    ],
    verified: 'real-server',
    version: 'nestjs 11.2 on express',
  }),
};
