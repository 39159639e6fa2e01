import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a receiver treats messages: it takes them, refuses them, or leaves open whether it took them. */
export type Mode = 'takes' | 'unavailable' | 'rejects' | 'hangs up' | 'hangs';

/** What it heard of an endpoint. */
export interface Heard {
  readonly at: number;
  readonly endpoint: string;
  readonly event: string;
  readonly status: string;
  readonly summary: string;
  readonly incident: string;
  /** Whether its sender knows that it was taken. */
  readonly isKnown: boolean;
}

export interface Receiver {
  readonly url: string;
  mode: Mode;
  readonly heard: Heard[];
  /** The number of messages taken. */
  messages: number;
  close(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { mode } = receiver;
    if (mode === 'unavailable' || mode === 'rejects') {
      response.writeHead(mode === 'rejects' ? 404 : 503).end();
      return;
    }
    receiver.messages++;
    for (const { endpoint, event, status, summary, incident } of JSON.parse(body).alerts)
      receiver.heard.push({ at: Date.now(), endpoint, event, status, summary, incident, isKnown: mode === 'takes' });
    if (mode === 'takes') response.end('ok');
    else if (mode === 'hangs up') request.socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    mode: 'takes',
    heard: [],
    messages: 0,
    close: () => server.close().closeAllConnections(),
  };
  return receiver;
}
