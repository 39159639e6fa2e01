import { Agent, request as httpRequest } from 'node:http';
import type { HeaderList, Send, WireRequest } from '@corsmith/protocol';

/** Sends to a server of this machine; identical requests once. */
export function sendTo({ url, host }: { readonly url: string; readonly host?: string }): {
  readonly send: Send;
  readonly close: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const known = new Map<string, ReturnType<Send>>();
  return {
    send: (wire) => {
      const key = JSON.stringify([wire.method, wire.headers, wire.credentials]);
      const response = known.get(key) ?? sendOnce(wire, url, host, agent);
      known.set(key, response);
      return response;
    },
    close: () => agent.destroy(),
  };
}

function sendOnce(
  { method, headers, credentials }: WireRequest,
  url: string,
  host: string | undefined,
  agent: Agent,
): ReturnType<Send> {
  return new Promise((resolve, reject) => {
    const sent: string[] = ['Host', host ?? new URL(url).host];
    for (const [name, value] of headers) sent.push(name, value);
    if (credentials) sent.push('Cookie', 'session=1');
    const request = httpRequest(url, { method, agent, headers: sent as never }, (response) => {
      const received: [string, string][] = [];
      const { rawHeaders, statusCode = 0 } = response;
      for (let i = 0; i < rawHeaders.length; i += 2) received.push([rawHeaders[i]!, rawHeaders[i + 1]!]);
      response.resume().once('end', () => resolve({ status: statusCode, headers: received as HeaderList }));
      response.once('error', reject);
    });
    request.once('error', reject).end();
  });
}
