import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type Block, type BlockBuilder, type Buffers, createBlockBuilder } from '../lines/blocks.js';

/** A log that grows, and is rotated: moved away and begun anew, or emptied where it lies. */
export interface FollowedFile {
  /** What came since the last call; at most about `limit` bytes. */
  readonly read: (limit: number) => readonly Block[];
  /** What is left, the last line without its end too. */
  readonly close: () => readonly Block[];
  readonly rotations: () => number;
  readonly tooLong: () => number;
}

interface Open {
  readonly descriptor: number;
  readonly stats: Stats;
  readonly builder: BlockBuilder;
  position: number;
  /** When it was moved away. Milliseconds. */
  movedAt?: number;
}

/** A server writes to the file that was moved away until it opens the new one. Milliseconds without a byte. */
const AFTER_MOVE = 10_000;

export function followFile(path: string, buffers: Buffers, now: () => number = Date.now): FollowedFile {
  let files: Open[] = [];
  let rotations = 0;
  let tooLong = 0;

  function open(): void {
    try {
      const descriptor = openSync(path, 'r');
      files.push({ descriptor, stats: fstatSync(descriptor), builder: createBlockBuilder(buffers), position: 0 });
    } catch (error) {
      // Between being moved away and begun anew it is not there.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  function readFrom(file: Open, limit: number): Block[] {
    const blocks: Block[] = [];
    for (let read = 0; read < limit; ) {
      const room = file.builder.room();
      const count = readSync(file.descriptor, room, 0, room.length, file.position);
      if (count === 0) break;
      file.position += count;
      read += count;
      if (file.movedAt !== undefined) file.movedAt = now();
      file.builder.written(count);
      const block = file.builder.take('any');
      if (block) blocks.push(block);
    }
    return blocks;
  }

  function restOf(file: Open): Block[] {
    const rest = file.builder.end();
    tooLong += file.builder.tooLong();
    closeSync(file.descriptor);
    return rest ? [rest] : [];
  }

  function noticeRotation(): void {
    const file = files.at(-1);
    const current = statOf(path);
    if (!current) return;
    if (!file) {
      open();
      return;
    }
    if (file.movedAt === undefined && (current.ino !== file.stats.ino || current.dev !== file.stats.dev)) {
      rotations++;
      file.movedAt = now();
      open();
    } else if (current.size < file.position) {
      rotations++;
      file.position = 0;
    }
  }

  open();
  return {
    read(limit) {
      noticeRotation();
      const blocks = files.flatMap((file) => readFrom(file, limit));
      const isOver = ({ movedAt = now() }: Open) => now() - movedAt > AFTER_MOVE;
      blocks.push(...files.filter(isOver).flatMap(restOf));
      files = files.filter((file) => !isOver(file));
      return blocks;
    },
    close() {
      noticeRotation();
      const blocks = files.flatMap((file) => [...readFrom(file, Number.POSITIVE_INFINITY), ...restOf(file)]);
      files = [];
      return blocks;
    },
    rotations: () => rotations,
    tooLong: () => tooLong,
  };
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
