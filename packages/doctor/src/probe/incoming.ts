import type { Socket } from 'node:net';
import type { Read } from './response-framing.js';

/** What comes over a socket. */
export interface Incoming {
  /** The next bytes as soon as they are there. One call at a time. */
  readonly read: Read;
  /** Whether nothing came that was not read. */
  isEmpty(): boolean;
}

/** As the socket's own iterator, at a part of its cost: buffers no more than one piece ahead. */
export function incomingOf(socket: Socket): Incoming {
  const pieces: Buffer[] = [];
  let isOver = false;
  let failure: Error | undefined;
  let reader: Reader | undefined;

  /** Gives the one who waits what there is. */
  function serve(): void {
    if (!reader) return;
    const { resolve, reject } = reader;
    if (pieces.length === 0 && !failure && !isOver) return;
    reader = undefined;
    if (pieces.length === 0 && failure) reject(failure);
    else resolve(pieces.shift());
  }
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    if (reader) serve();
    else socket.pause();
  });
  socket.on('end', () => {
    isOver = true;
    serve();
  });
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => {
    if (!isOver) failure ??= Object.assign(new Error('The connection is closed.'), { code: 'ECONNRESET' });
    serve();
  });

  const wait = (resolve: Reader['resolve'], reject: Reader['reject']) => {
    reader = { resolve, reject };
    serve();
    if (reader && socket.isPaused()) socket.resume();
  };
  return { read: () => new Promise(wait), isEmpty: () => pieces.length === 0 };
}

interface Reader {
  resolve(piece: Buffer | undefined): void;
  reject(error: Error): void;
}
