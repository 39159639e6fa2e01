/** Complete lines, each with a line feed. */
export interface Block {
  readonly bytes: Buffer;
  readonly length: number;
}

/** A pool of buffers, since the system would have to zero new ones. */
export interface Buffers {
  readonly take: () => Buffer;
  readonly giveBack: (buffer: Buffer) => void;
}

/** In bytes. A block should fit in the processor's cache. Longer lines are skipped. */
export const BLOCK_SIZE = 1 << 18;

export function createBuffers(size = BLOCK_SIZE): Buffers {
  const spare: Buffer[] = [];
  return {
    take: () => spare.pop() ?? Buffer.allocUnsafeSlow(size),
    giveBack(buffer) {
      if (buffer.length === size && spare.length < 16) spare.push(buffer);
    },
  };
}

/** Assembles bytes into blocks of complete lines. */
export interface BlockBuilder {
  /** The free part of the buffer, for the next bytes. */
  readonly room: () => Buffer;
  /** Reports how many bytes were written there. */
  readonly written: (count: number) => void;
  /** The complete lines so far; with `full` only once the buffer is full. */
  readonly take: (when: 'full' | 'any') => Block | undefined;
  /** The rest, including a last line without a line feed. */
  readonly end: () => Block | undefined;
  /** The number of lines that were longer than a buffer. */
  readonly tooLong: () => number;
}

const LINE_FEED = 10;

export function createBlockBuilder(buffers: Buffers): BlockBuilder {
  let buffer = buffers.take();
  let filled = 0;
  let tooLong = 0;
  /** Whether the rest of a line that is too long is being skipped. */
  let isSkipping = false;
  // One byte stays free for the line feed of the last line.
  const isFull = () => filled >= buffer.length - 1;

  function skipRest(): void {
    const end = buffer.subarray(0, filled).indexOf(LINE_FEED);
    if (end >= 0) isSkipping = false;
    const rest = end < 0 ? 0 : filled - end - 1;
    buffer.copy(buffer, 0, filled - rest, filled);
    filled = rest;
  }

  function cut(): Block | undefined {
    const length = buffer.subarray(0, filled).lastIndexOf(LINE_FEED) + 1;
    if (length === 0) {
      if (!isFull()) return undefined;
      tooLong++;
      isSkipping = true;
      filled = 0;
      return undefined;
    }
    // A short block is copied, so that it doesn't occupy a whole buffer.
    if (length < buffer.length / 8) {
      const bytes = Buffer.from(buffer.subarray(0, length));
      buffer.copy(buffer, 0, length, filled);
      filled -= length;
      return { bytes, length };
    }
    const next = buffers.take();
    buffer.copy(next, 0, length, filled);
    const block = { bytes: buffer, length };
    filled -= length;
    buffer = next;
    return block;
  }

  return {
    room: () => buffer.subarray(filled, buffer.length - 1),
    written(count) {
      filled += count;
      if (isSkipping) skipRest();
    },
    take: (when) => (filled > 0 && (when === 'any' || isFull()) ? cut() : undefined),
    end() {
      if (filled === 0) return undefined;
      if (buffer[filled - 1] !== LINE_FEED) buffer[filled++] = LINE_FEED;
      const block = { bytes: buffer, length: filled };
      buffer = buffers.take();
      filled = 0;
      return block;
    },
    tooLong: () => tooLong,
  };
}
