/** Whole lines: each ends with a line feed. */
export interface Block {
  readonly bytes: Buffer;
  readonly length: number;
}

/** Buffers that are used again and again: new ones would have to be cleared by the system each time. */
export interface Buffers {
  readonly take: () => Buffer;
  readonly giveBack: (buffer: Buffer) => void;
}

/** Bytes of a block, which should stay in the processor's cache; longer lines are passed over. */
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

/** Puts bytes together to whole lines. */
export interface BlockBuilder {
  /** Where the next bytes go. */
  readonly room: () => Buffer;
  /** So many have been written there; `take` has a block then, or not yet. */
  readonly written: (count: number) => void;
  /** The whole lines so far; `full` waits until they are many. */
  readonly take: (when: 'full' | 'any') => Block | undefined;
  /** What is left: the last line may lack its end. */
  readonly end: () => Block | undefined;
  /** Lines that were longer than a buffer. */
  readonly tooLong: () => number;
}

const LINE_FEED = 10;

export function createBlockBuilder(buffers: Buffers): BlockBuilder {
  let buffer = buffers.take();
  let filled = 0;
  let tooLong = 0;
  /** Whether the rest of a line that is too long is being passed over. */
  let isSkipping = false;
  // One byte stays free for the end of the last line.
  const isFull = () => filled >= buffer.length - 1;

  function skipRest(): void {
    const end = buffer.subarray(0, filled).indexOf(LINE_FEED);
    if (end >= 0) isSkipping = false;
    const kept = end < 0 ? 0 : filled - end - 1;
    buffer.copy(buffer, 0, filled - kept, filled);
    filled = kept;
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
    // A short block gets bytes of its own, so that many of them do not take a buffer each.
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
