import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { createPolicy, RESPONSE_CHANNEL } from '../src/index.js';
import { APP, STRANGER } from './policy-requests.js';
import { start } from './servers/node-http.js';
import { send } from './wire.js';

test('each response to another origin is published, and why it was denied; no origin and the own one are not', async () => {
  const reported: unknown[] = [];
  const listener = (message: unknown) => reported.push(message);
  const failure = new Error('no database');
  const listed = createPolicy({ origins: [APP, 'https://b.example'], methods: ['PUT'] });
  const failing = createPolicy({ origins: () => Promise.reject(failure) });
  const server = await start((request) => (request.url === '/failing' ? failing : listed));
  subscribe(RESPONSE_CHANNEL, listener);
  try {
    await send(server.port, { headers: { origin: APP } });
    await send(server.port, { headers: { origin: STRANGER }, method: 'POST' });
    await send(server.port, {});
    await send(server.port, { headers: { origin: STRANGER, 'sec-fetch-site': 'same-origin' }, method: 'POST' });
    const preflight = { origin: APP, 'access-control-request-method': 'DELETE' };
    await send(server.port, { method: 'OPTIONS', headers: preflight });
    await send(server.port, { path: '/failing', headers: { origin: APP } });
  } finally {
    unsubscribe(RESPONSE_CHANNEL, listener);
    await server.close();
  }
  expect(reported).toEqual([
    { kind: 'actual', allowed: true, origin: APP, method: 'GET' },
    { kind: 'actual', allowed: false, reason: 'origin-not-allowed', origin: STRANGER, method: 'POST' },
    {
      kind: 'preflight',
      allowed: false,
      reason: 'method-not-allowed',
      origin: APP,
      method: 'DELETE',
      refused: 'DELETE',
    },
    { kind: 'actual', allowed: false, reason: 'origins-function-failed', origin: APP, method: 'GET', error: failure },
  ]);
});
