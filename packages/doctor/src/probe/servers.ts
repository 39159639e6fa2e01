import type { Connection } from './connection.js';
import { speakHttp1 } from './http1.js';
import { type Opening, openSocket, type Stage, type Target } from './open-socket.js';

/** A server that was used before: how far its connection is, and the connection once it is there. */
export interface Server {
  readonly target: Target;
  readonly stage: Stage;
  readonly connection: Promise<Connection>;
  /** The same as soon as it is there. */
  readonly ready?: Connection;
}

export interface Servers {
  /** The server of that URL, which has this origin. Its connection begins with the first call and is kept for the next. */
  of(origin: string, url: URL): Server;
  close(): void;
}

/** Keeps one connection (or, over HTTP/1.1, as many as are busy at once) to each origin. */
export function createServers(
  targetOf: (url: URL) => Target,
  { timeoutMs, signal }: Pick<Opening, 'timeoutMs' | 'signal'>,
): Servers {
  const servers = new Map<string, Server>();

  function begin(origin: string, target: Target): Server {
    const forget = () => {
      if (servers.get(origin) === server) servers.delete(origin);
    };
    const reach = (stage: Stage) => {
      server.stage = stage;
    };
    const open = async (protocols: Opening['protocols']) => {
      const socket = await openSocket(target, { timeoutMs, signal, protocols, reach });
      reach('response');
      return socket;
    };
    async function connect(): Promise<Connection> {
      const socket = await open(['h2', 'http/1.1']);
      if (!('alpnProtocol' in socket && socket.alpnProtocol === 'h2'))
        return speakHttp1(socket, () => open(['http/1.1']));
      const { speakHttp2 } = await import('./http2.js');
      return speakHttp2(origin, socket, forget);
    }
    const server: { -readonly [K in keyof Server]: Server[K] } = { target, stage: 'lookup', connection: connect() };
    server.connection.then((connection) => {
      server.ready = connection;
    }, forget);
    return server;
  }

  return {
    of(origin, url) {
      const server = servers.get(origin) ?? begin(origin, targetOf(url));
      servers.set(origin, server);
      return server;
    },
    close() {
      for (const { connection } of servers.values()) connection.then(({ close }) => close()).catch(() => {});
    },
  };
}
