import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { type RawRequest, requestParser } from './request-parser.js';
import { type ScriptedResponse, serialize } from './scripted-response.js';

export interface RawServer {
  readonly port: number;
  close(): void;
}

/** Takes a request and returns a `ScriptedResponse`, or bytes as they are. */
export type Handler = (request: RawRequest) => ScriptedResponse | Buffer | Promise<ScriptedResponse | Buffer>;

const INTERIM_PAUSE_MS = 20;

/** An HTTP/1.1 server on a free port of 127.0.0.1 that sends exactly the bytes it is given. */
export async function listen(handle: Handler): Promise<RawServer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, handle);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function serve(socket: net.Socket, handle: Handler): void {
  const parse = requestParser();
  // Responses leave in the order of the requests, whatever each of them takes.
  let last: Promise<void> = Promise.resolve();
  const respondNext = async (request: RawRequest) => {
    const response = await handle(request);
    if (Buffer.isBuffer(response)) socket.write(response);
    else if (response.kind === 'drop') socket.resetAndDestroy();
    else if (response.status < 200) resetLater(socket, serialize(response, request.method));
    else socket.write(serialize(response, request.method));
  };
  socket.on('data', (bytes) => {
    try {
      for (const request of parse(bytes))
        last = last.then(() => respondNext(request)).catch(() => void socket.destroy());
    } catch {
      socket.destroy();
    }
  });
}

/**
 * An interim response that nothing follows. The reset comes after a pause, as it would take what is not read yet with it:
 * the server can't see when the client has read it.
 */
function resetLater(socket: net.Socket, bytes: Buffer): void {
  socket.write(bytes);
  setTimeout(() => socket.resetAndDestroy(), INTERIM_PAUSE_MS);
}
