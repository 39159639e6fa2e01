import { createServer } from 'node:http';
import { Server } from 'engine.io';
import { cors } from '../../src/adapters/node.js';
import type { PolicySource } from '../../src/index.js';
import { type Listening, listen } from './listening.js';

/** What carries Socket.IO, with the policy as its documentation puts middleware there: `io.engine.use(cors(policy))`. */
export function startEngine(source: PolicySource): Promise<Listening> {
  const server = createServer();
  const engine = new Server();
  engine.use(cors(source));
  engine.attach(server);
  return listen(server);
}
