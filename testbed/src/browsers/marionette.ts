import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Firefox's remote control. https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html */
export interface Marionette {
  command(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Connects to the port that Firefox listens on once it is up, trying until `until` says that there is no more hope.
 * `lost` runs when the connection ends other than by `close`.
 */
export async function connectMarionette(
  port: number,
  until: AbortSignal,
  lost: (error: Error) => void,
): Promise<Marionette> {
  const socket = await connect(port, until);
  const pending = new Map<number, Pending>();
  const frames = frameReader();
  let hello: (() => void) | undefined;
  let nextId = 1;
  let closed = false;
  socket.on('data', (bytes) => {
    for (const message of frames(bytes)) {
      if (!Array.isArray(message)) hello?.();
      else settle(pending, message);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    const error = new Error('firefox has closed its remote control');
    for (const { reject } of pending.values()) reject(error);
    if (!closed) lost(error);
  });
  await new Promise<void>((resolve) => (hello = resolve));
  return {
    command: (name, parameters = {}) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        const text = JSON.stringify([0, id, name, parameters]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      }),
    close() {
      closed = true;
      socket.destroy();
    },
  };
}

async function connect(port: number, until: AbortSignal): Promise<net.Socket> {
  for (;;) {
    const socket = net.connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      if (until.aborted) throw until.reason;
      // Marionette does not announce its port.
      await delay(50);
    }
  }
}

function settle(pending: Map<number, Pending>, message: readonly unknown[]): void {
  const [, id, error, result] = message as [number, number, { error: string; message: string } | null, unknown];
  const waiting = pending.get(id);
  pending.delete(id);
  if (error) waiting?.reject(new Error(`firefox: ${error.error}: ${error.message}`));
  else waiting?.resolve(result);
}

/** Frames are `LENGTH:JSON`. */
function frameReader(): (bytes: Buffer) => unknown[] {
  let pending: Buffer = Buffer.alloc(0);
  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    const messages: unknown[] = [];
    for (;;) {
      const colon = pending.indexOf(':');
      const end = colon + 1 + Number(pending.toString('latin1', 0, Math.max(colon, 0)));
      if (colon < 0 || pending.length < end) return messages;
      messages.push(JSON.parse(pending.toString('utf8', colon + 1, end)));
      pending = pending.subarray(end);
    }
  };
}
