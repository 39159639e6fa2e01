import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPolicy } from '@corsmith/server';
import { cors as corsmith } from '@corsmith/server/node';
import cors from 'cors';
import { handwritten } from './handwritten.js';
import { configOf, originsOf, RULES } from './policies.js';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const origins = originsOf(100);
const middleware: Readonly<Record<string, Middleware>> = {
  'no CORS': (_request, _response, next) => next(),
  'hand-written': handwritten(origins),
  corsmith: corsmith(createPolicy(configOf(origins))),
  cors: cors({ credentials: true, methods: [...RULES.methods], origin: origins, maxAge: RULES.maxAge }),
};

/** The server named by the first argument, on loopback; sends its parent the port, and ends with it. */
const handle = middleware[process.argv[2] ?? '']!;
const server = createServer((request, response) =>
  handle(request, response, () => {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"ok":true}');
  }),
);
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
