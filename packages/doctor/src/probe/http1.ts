import type { Socket } from 'node:net';
import { type Connection, type RequestHead, type Response, StaleConnection } from './connection.js';
import { before, type Deadline } from './deadline.js';
import { FailedExchange } from './failed-exchange.js';
import { type Incoming, incomingOf } from './incoming.js';
import { remembering } from './remembering.js';
import { bodyPieces, type Framing, framingOf, isKeptAlive } from './response-framing.js';
import { headBytes, parseHead, type ResponseHead } from './response-head.js';

/** A socket with what reads it. */
interface Line {
  readonly socket: Socket;
  readonly incoming: Incoming;
  /** Whether a response came over it before. */
  used: boolean;
}

/** Many responses of a server are identical. */
const REMEMBERED_HEADS = 256;

/**
 * HTTP/1.1 over `first`, and over sockets from `open` where that one is busy or gone.
 *
 * Not `node:http`: it sends other bytes than a browser (methods in upper case, a Content-Length of its own), and it
 * rejects responses that browsers read, such as one with a malformed line among its headers or with a length given twice.
 */
export function speakHttp1(first: Socket, open: () => Promise<Socket>): Connection {
  const sockets = new Set<Socket>();
  const idle: Line[] = [lineOver(first)];
  const understood = remembering(REMEMBERED_HEADS, understand);

  function lineOver(socket: Socket): Line {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return { socket, incoming: incomingOf(socket), used: false };
  }

  function takeUnused(): Line | undefined {
    const at = idle.findIndex(({ used }) => !used);
    return at < 0 ? undefined : idle.splice(at, 1)[0];
  }

  function takeIdle(): Line | undefined {
    for (let line = idle.pop(); line; line = idle.pop()) {
      // What a server sends between two requests belongs to neither.
      if (!line.used || (line.socket.readable && line.socket.writable && line.incoming.isEmpty())) return line;
      line.socket.destroy();
    }
    return undefined;
  }

  async function openLine(take: () => Line | undefined, signal: AbortSignal): Promise<Line> {
    const opened = open().then((socket) => (signal.aborted ? socket.destroy() : idle.push(lineOver(socket))));
    await before(signal, opened);
    return take() ?? openLine(take, signal);
  }

  async function exchange(request: RequestHead, deadline: Deadline): Promise<Response> {
    const take = request.once ? takeUnused : takeIdle;
    const line = take() ?? (await openLine(take, deadline.signal));
    deadline.ends(line.socket);
    send(line.socket, request);
    let start: ResponseStart;
    try {
      start = await readHead(line, request.url.protocol === 'https:', understood);
    } catch (error) {
      line.socket.destroy();
      throw error;
    }
    line.used = true;
    const { head, rest, keepsAlive } = start;
    const { status, headers, httpVersion } = head;
    const framing = request.method === 'HEAD' ? EMPTY : start.framing;
    if (framing.kind !== 'length' || framing.length > rest.length)
      return { status, headers, httpVersion, body: laterBody(line, start, framing, deadline) };
    release(line, deadline, keepsAlive && framing.length === rest.length);
    return { status, headers, httpVersion, body: rest.subarray(0, framing.length) };
  }

  async function* laterBody(line: Line, { rest, keepsAlive }: ResponseStart, framing: Framing, deadline: Deadline) {
    let reusable = false;
    try {
      const beyond = yield* bodyPieces(framing, rest, line.incoming.read);
      reusable = framing.kind !== 'close' && keepsAlive && beyond.length === 0;
    } finally {
      release(line, deadline, reusable);
    }
  }

  function release(line: Line, deadline: Deadline, reusable: boolean): void {
    deadline.ends(undefined);
    if (reusable) idle.push(line);
    else line.socket.destroy();
  }

  return {
    exchange,
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** In one write, so that head and body leave together. */
function send(socket: Socket, { url, method, lines, body }: RequestHead): void {
  const head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines}\r\n`;
  if (body) socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  else socket.write(head, 'latin1');
}

/** A head, and what follows from it. */
interface Understood {
  readonly head: ResponseHead;
  /** Of the body of any response but to HEAD. */
  readonly framing: Framing;
  readonly keepsAlive: boolean;
}

function understand(text: string): Understood {
  const head = parseHead(text);
  return { head, framing: framingOf(head), keepsAlive: isKeptAlive(head) };
}

const EMPTY: Framing = { kind: 'length', length: 0 };

/** The head of the final response, and the bytes after it. */
interface ResponseStart extends Understood {
  readonly rest: Buffer;
}

async function readHead(
  { incoming: { read }, used }: Line,
  secure: boolean,
  understood: (text: string) => Understood,
): Promise<ResponseStart> {
  let chunk: Buffer | undefined;
  try {
    chunk = await read();
  } catch (error) {
    throw used ? new StaleConnection() : error;
  }
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
    const { head, framing, keepsAlive } = understood(bytes.text());
    if (head.status === 101) throw upgraded();
    // https://httpwg.org/specs/rfc9110.html#status.1xx
    if (head.status < 100 || head.status > 199) return { head, framing, keepsAlive, rest };
    chunk = rest;
  }
}

const closed = (message: string): Error => Object.assign(new Error(message), { code: 'ECONNRESET' });

function upgraded(): FailedExchange {
  const message = 'The server switched to another protocol (101) that was not requested.';
  return new FailedExchange({ id: 'protocol-failure', code: 'UPGRADE', message });
}
