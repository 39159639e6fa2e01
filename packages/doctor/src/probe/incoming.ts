import type { Socket } from 'node:net';
import type { Read } from './response-framing.js';

/** What comes over a socket. */
export interface Incoming {
  /** The next bytes as soon as they are there. One call at a time. */
  readonly read: Read;
  /** Whether nothing came that was not read. */
  isEmpty(): boolean;
}

/** As the socket's own iterator, at a part of its cost: takes no more than one piece before somebody asks for it. */
export function incomingOf(socket: Socket): Incoming {
  const pieces: Buffer[] = [];
  let isOver = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  function stir(): void {
    wake?.();
    wake = undefined;
  }
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    if (wake) stir();
    else socket.pause();
  });
  socket.on('end', () => {
    isOver = true;
    stir();
  });
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => {
    if (!isOver) failure ??= Object.assign(new Error('The connection is closed.'), { code: 'ECONNRESET' });
    stir();
  });

  const comes = (resolve: () => void) => {
    wake = resolve;
  };
  async function read(): Promise<Buffer | undefined> {
    while (pieces.length === 0) {
      if (failure) throw failure;
      if (isOver) return undefined;
      if (socket.isPaused()) socket.resume();
      await new Promise<void>(comes);
    }
    return pieces.shift();
  }
  return { read, isEmpty: () => pieces.length === 0 };
}
