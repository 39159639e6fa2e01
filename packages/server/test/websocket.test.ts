import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, type WebSocketServer } from 'ws';
import { codeOn, run } from './documented.js';
import { APP, STRANGER } from './policy-requests.js';
import { type Listening, listen } from './servers/listening.js';

let server: Listening;
let documented: { server: Server; sockets: WebSocketServer };

beforeAll(async () => {
  documented = await run('websocket', codeOn('websocket')[0]!, ['server', 'sockets']);
  documented.sockets.on('connection', (client) => client.send('hello'));
  server = await listen(documented.server);
});
afterAll(() => server.close());

const connect = (headers: Record<string, string>) => new WebSocket(`ws://127.0.0.1:${server.port}`, { headers });

test.each([
  ['the policy’s origin', { origin: APP }],
  ['a client that is no browser', {}],
])('%s gets a WebSocket', async (_who, headers: Record<string, string>) => {
  const client = connect(headers);
  const [message] = await once(client, 'message');
  expect(String(message)).toBe('hello');
  client.close();
  await once(client, 'close');
});

test.each([STRANGER, 'null', `${APP}.evil.example`, 'not an origin'])(
  '%s gets 403, and no connection',
  async (origin) => {
    const [error] = await once(connect({ origin }), 'error');
    expect(String(error)).toContain('403');
    expect(documented.sockets.clients.size).toBe(0);
  },
);
