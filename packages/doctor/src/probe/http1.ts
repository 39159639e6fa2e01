import type { Socket } from 'node:net';
import { type Answer, type Connection, type RequestHead, StaleConnection } from './connection.js';
import { before } from './deadline.js';
import { FailedExchange } from './failed-exchange.js';
import { bodyPieces, framingOf, isKeptAlive, type Read } from './response-framing.js';
import { headBytes, parseHead, type ResponseHead } from './response-head.js';

/** A socket with what reads it. */
interface Line {
  readonly socket: Socket;
  readonly read: Read;
  /** Whether an answer came over it before. */
  used: boolean;
}

/**
 * HTTP/1.1 over `first`, and over sockets from `open` where that one is busy or gone.
 *
 * Not `node:http`: it sends other bytes than a browser (methods in upper case, a Content-Length of its own), and it
 * refuses answers that browsers read, such as one with a malformed line among its headers or with a length given twice.
 */
export function speakHttp1(first: Socket, open: () => Promise<Socket>): Connection {
  const sockets = new Set<Socket>();
  const idle: Line[] = [lineOver(first)];

  function lineOver(socket: Socket): Line {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const chunks: AsyncIterator<Buffer, undefined> = socket[Symbol.asyncIterator]();
    return { socket, read: async () => (await chunks.next()).value, used: false };
  }

  async function takeLine(signal: AbortSignal): Promise<Line> {
    for (let line = idle.pop(); line; line = idle.pop()) {
      // What a server sends between two requests answers neither.
      const { readable, writable, readableLength } = line.socket;
      if (!line.used || (readable && writable && readableLength === 0)) return line;
      line.socket.destroy();
    }
    const opened = open().then((socket) => (signal.aborted ? socket.destroy() : idle.push(lineOver(socket))));
    await before(signal, opened);
    return takeLine(signal);
  }

  async function exchange(request: RequestHead, signal: AbortSignal): Promise<Answer> {
    const line = await takeLine(signal);
    const { socket, read } = line;
    const discard = () => void socket.destroy();
    if (signal.aborted) discard();
    signal.addEventListener('abort', discard);
    send(socket, request);
    const { head, rest } = await readHead(line, request.url.protocol === 'https:').catch((error) => {
      discard();
      throw error;
    });
    line.used = true;
    const framing = framingOf(request.method, head);
    async function* body() {
      let reusable = false;
      try {
        const beyond = yield* bodyPieces(framing, rest, read);
        reusable = framing.kind !== 'close' && isKeptAlive(head) && beyond.length === 0;
      } finally {
        signal.removeEventListener('abort', discard);
        if (reusable) idle.push(line);
        else discard();
      }
    }
    return { ...head, body: body(), discard };
  }

  return {
    exchange,
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** In one write, so that head and body leave together. */
function send(socket: Socket, { url, method, headers, body }: RequestHead): void {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines}\r\n`;
  if (body) socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  else socket.write(head, 'latin1');
}

/** The head of the final answer, and the bytes after it. */
async function readHead(
  { read, used }: Line,
  secure: boolean,
): Promise<{ readonly head: ResponseHead; readonly rest: Buffer }> {
  let chunk = await read().catch((error) => {
    throw used ? new StaleConnection() : error;
  });
  if (!chunk) throw used ? new StaleConnection() : closed('The server closed the connection');
  for (;;) {
    const bytes = headBytes();
    let rest = bytes.take(chunk);
    while (!rest) {
      chunk = await read();
      // Chromium reads a head that breaks off, but not over TLS, where someone may have cut it.
      if (!chunk && secure) throw closed('The server closed the connection within the headers');
      rest = chunk ? bytes.take(chunk) : Buffer.alloc(0);
    }
    const head = parseHead(bytes.text());
    if (head.status === 101) throw upgraded();
    // https://httpwg.org/specs/rfc9110.html#status.1xx
    if (head.status < 100 || head.status > 199) return { head, rest };
    chunk = rest;
  }
}

const closed = (message: string): Error => Object.assign(new Error(message), { code: 'ECONNRESET' });

function upgraded(): FailedExchange {
  const message = 'The server switched to another protocol (101), which nobody asked it to.';
  return new FailedExchange({ id: 'protocol-failure', code: 'UPGRADE', message });
}
