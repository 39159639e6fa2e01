import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pairsOf } from '@corsmith/protocol';
import type { Policy } from '@corsmith/server';
import { type Admission, admit } from './admission.js';
import { type ExchangeOptions, exchange } from './exchange.js';
import { type PageExchange, pageExchange, showsCredentials } from './page-exchange.js';
import { say } from './relay.js';
import { MAX_HEADER_SIZE } from './target.js';
import { respondTo, upgrade } from './upgrade.js';

export interface ProxyOptions extends ExchangeOptions {
  /** Origins whose pages may use the proxy. */
  readonly pages: Policy;
  /** Makes the server listen on 127.0.0.1, and resolves to its port. */
  readonly listen: (server: Server) => Promise<number>;
  readonly credentials: 'include' | 'shown';
}

export interface RunningProxy {
  readonly port: number;
  /** Ends every connection, and then itself. */
  stop(): Promise<void>;
}

/** Starts the proxy of one target. Rejects as `listen` does. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { pages, target, observer, credentials, listen } = options;
  /** Pages that have sent cookies here: their preflights are for requests that send them, too. */
  const withCredentials = new Set<string>();
  const connections = new Set<Duplex>();
  // An upload may take as long as it takes.
  const server = createServer({ maxHeaderSize: MAX_HEADER_SIZE, requestTimeout: 0 });
  const port = await listen(server);

  function admission({ rawHeaders, headers, url = '' }: IncomingMessage): Admission {
    const hosts = pairsOf(rawHeaders).filter(([name]) => name.toLowerCase() === 'host').length;
    const decided = admit({ target: url, headers, hosts }, pages);
    if (decided.kind === 'refused') observer.onRefusal(decided);
    return decided;
  }

  function pageOf(
    { method = 'GET', url = '/', rawHeaders }: IncomingMessage,
    origin: string,
  ): PageExchange | undefined {
    const headers = pairsOf(rawHeaders);
    if (showsCredentials(headers)) withCredentials.add(origin);
    const mode = credentials === 'include' || withCredentials.has(origin) ? 'include' : undefined;
    return pageExchange({ method, url: `http://127.0.0.1:${port}${url === '*' ? '/' : url}`, headers }, origin, mode);
  }

  server.on('connection', (socket) => {
    connections.add(socket);
    // Node lets go of a connection that switches protocols; whoever is there may break it off.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', (incoming, outgoing) => {
    const decided = admission(incoming);
    if (decided.kind === 'refused') say(outgoing, decided.status, decided.message);
    else
      exchange(
        incoming,
        outgoing,
        decided.origin === undefined ? undefined : pageOf(incoming, decided.origin),
        options,
      );
  });
  server.on('upgrade', (incoming, socket, begun) => {
    if (!(socket instanceof Socket)) {
      socket.destroy();
      return;
    }
    const decided = admission(incoming);
    if (decided.kind === 'refused') say(respondTo(incoming, socket), decided.status, decided.message);
    else upgrade(incoming, socket, begun, options);
  });
  server.on('connect', (incoming, socket) => {
    if (socket instanceof Socket) say(respondTo(incoming, socket), 405, 'This is not an open proxy.');
  });

  return {
    port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of connections) socket.destroy();
      target.close();
      await closed;
    },
  };
}
