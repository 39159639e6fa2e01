import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test has started, to be ended with it. */
export interface LoopbackServers {
  /** Starts a server, and gives its port. */
  listening(listener: RequestListener): Promise<number>;
  /** Something else that ends with them. */
  readonly close: (() => unknown)[];
  /** Ends all, the last first. */
  closeAll(): Promise<void>;
}

export function loopbackServers(): LoopbackServers {
  const close: (() => unknown)[] = [];
  return {
    close,
    async listening(listener) {
      const server = createServer(listener).listen(0, '127.0.0.1');
      await once(server, 'listening');
      close.push(() => {
        server.closeAllConnections();
        server.close();
      });
      return (server.address() as AddressInfo).port;
    },
    async closeAll() {
      for (const one of close.reverse()) await one();
    },
  };
}
