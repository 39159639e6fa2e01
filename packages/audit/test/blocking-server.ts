import type { Script } from '../../doctor/test/scripted-server.js';

/** What a firewall responds with, without the server. */
export const BLOCKS: Readonly<Record<string, Script>> = {
  forbidden: () => ({ status: 403, headers: [['Content-Type', 'text/plain']] }),
  'too many requests': () => ({ status: 429, headers: [['Retry-After', '60']] }),
  unavailable: () => ({ status: 503, headers: [] }),
  challenge: () => ({ status: 200, headers: [['Content-Type', 'text/html']] }),
};

/** A server behind a firewall that blocks after so many requests. */
export function blockingAfter(count: number, block: Script, server: Script): Script {
  let sent = 0;
  return (request) => (++sent > count ? block(request) : server(request));
}
