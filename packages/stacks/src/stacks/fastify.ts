import { corsPackageOptions } from '../cors-package.js';
import { SOCKET_IO } from '../javascript.js';
import { bodyMark, type Stack } from '../stack.js';

export const fastify: Stack = {
  id: 'fastify',
  title: 'Fastify',
  role: 'application',
  before: ['koa'],
  place: { kind: 'javascript-app', module: 'fastify', makers: ['default', 'fastify', 'Fastify'] },
  detect: (exchange) => [
    ...bodyMark(exchange, /^\{"message":"Route [A-Z]+:\/.* not found","error":"Not Found","statusCode":404\}$/),
    ...bodyMark(exchange, /^\{"statusCode":\d{3},("code":"FST_[A-Z_]+",)?"error":"/),
    ...bodyMark(exchange, /^Invalid Preflight Request$/),
  ],
  render: (policy) => ({
    files: [
      {
        path: 'app.js',
        language: 'js',
        where: 'before every other register(), hook and route',
        code: `import cors from '@fastify/cors';\n\nawait app.register(cors, ${corsPackageOptions(policy)});`,
      },
    ],
    steps: [
      'npm install @fastify/cors',
      'Remove every other hook, options() route and reply.header() with an Access-Control-… header.',
      'Restart the app.',
    ],
    pitfalls: [
      'Without methods it allows GET, HEAD and POST only.',
      SOCKET_IO,
      'A list that contains "*" allows every origin.',
      'An onRequest hook that was added before it, such as authentication, responds to the preflight first.',
      'A plugin registered inside another one covers only that plugin’s routes: register it on the root.',
      'An OPTIONS without Origin or Access-Control-Request-Method gets 400 Invalid Preflight Request; strictPreflight: false lets it pass.',
    ],
    verified: 'real-server',
    version: 'fastify 5.12, @fastify/cors 11.4',
  }),
};
