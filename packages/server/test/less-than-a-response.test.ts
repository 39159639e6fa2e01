import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { cors } from '../src/adapters/node.js';
import { createPolicy, type Policy } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { startEngine } from './servers/engine-io.js';
import { send, values } from './wire.js';

const POLICIES = {
  credentials: createPolicy({ origins: [APP, 'https://www.example.com'], credentials: true }),
  'no credentials': createPolicy({ origins: [APP, 'https://www.example.com'] }),
  everyone: createPolicy({ origins: '*' }),
};

async function handshake(port: number, origin: string | undefined): Promise<number> {
  const headers = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...(origin && { origin }),
  };
  const path = '/engine.io/?EIO=4&transport=websocket';
  const outgoing = request({ host: '127.0.0.1', port, path, headers, agent: false }).end();
  const [response, socket] = await once(outgoing, 'upgrade');
  socket.destroy();
  return response.statusCode;
}

describe.each(Object.entries(POLICIES))('Socket.IO with a policy: %s', (_name, policy) => {
  test.each([APP, STRANGER, 'http://localhost:80', 'null', undefined])(
    'a WebSocket from %s opens, and the server stays up',
    async (origin) => {
      const server = await startEngine(policy);
      try {
        expect(await handshake(server.port, origin)).toBe(101);
        const polling = { path: '/engine.io/?EIO=4&transport=polling', headers: { origin: APP } };
        const wire = await send(server.port, polling);
        expect(wire.status).toBe(200);
        expect(values(wire, 'access-control-allow-origin')).toEqual([policy.staticOrigin ?? APP]);
      } finally {
        await server.close();
      }
    },
  );
});

/** Every method that the type names, in all the ways in which some of them can be missing. */
const METHODS = ['getHeader', 'setHeader', 'removeHeader', 'writeHead', 'end'] as const;

test.each(Object.entries(POLICIES))(
  'a response object that lacks any of its methods ends nothing: %s',
  (_n, policy) => {
    for (let missing = 0; missing < 1 << METHODS.length; missing++)
      for (const origin of [APP, STRANGER, undefined])
        for (const method of ['GET', 'OPTIONS']) {
          const there = METHODS.filter((_, index) => (missing & (1 << index)) === 0);
          const response = Object.fromEntries(there.map((name) => [name, () => undefined]));
          const headers = { origin, 'access-control-request-method': 'PUT' };
          let went = 0;
          const run = (given: Policy) =>
            cors(given)({ method, url: '/', headers }, response as never, (error) => {
              expect(error).toBeUndefined();
              went++;
              (response as { writeHead?: (status: number) => void }).writeHead?.(200);
            });
          expect(() => run(policy)).not.toThrow();
          expect(went).toBe(method === 'GET' || origin === undefined ? 1 : 0);
        }
  },
);
