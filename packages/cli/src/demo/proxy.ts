import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listeningPort } from '../loopback.js';

export interface ProxyConfig {
  /** The port on loopback that it forwards to. */
  readonly upstream: number;
  /** In lower case: the response headers that it passes on. */
  readonly responseHeaders: readonly string[];
}

export interface Proxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** A reverse proxy that passes on the response headers in its list, and no others; on `port`, or a free one where it is 0. */
export async function startProxy(config: ProxyConfig, port: number): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => forward(incoming, outgoing, config)).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: listeningPort(server),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, { upstream, responseHeaders }: ProxyConfig) {
  const { method, url, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port: upstream, method, path: url, headers }, (response) => {
    const passed = Object.entries(response.headers).filter(([name]) => responseHeaders.includes(name));
    outgoing.writeHead(response.statusCode ?? 502, Object.fromEntries(passed));
    response.pipe(outgoing);
  });
  onward.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end());
  incoming.pipe(onward);
}
