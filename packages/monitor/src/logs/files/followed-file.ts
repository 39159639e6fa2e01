import { type BigIntStats, closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { codeOf } from '@corsmith/protocol';
import { type Block, type BlockBuilder, type Buffers, createBlockBuilder } from '../lines/blocks.js';

/** A log that grows and is rotated: renamed and replaced by a new file, or truncated. */
export interface FollowedFile {
  /** What was written since the last call, up to about `limit` bytes. */
  readonly read: (limit: number) => readonly Block[];
  /** The rest, including a last line without a line feed. */
  readonly close: () => readonly Block[];
  readonly rotations: () => number;
  readonly tooLong: () => number;
}

/** What identifies a file. As bigint: an inode of NTFS or APFS may be beyond what a number can represent. */
export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'size'>;

/** The clock, and what the file system says of a path and of a file that is open. */
export interface FollowSystem {
  readonly now: () => number;
  readonly ofPath: (path: string) => FileIdentity | undefined;
  readonly ofDescriptor: (descriptor: number) => FileIdentity;
}

const SYSTEM: FollowSystem = {
  now: Date.now,
  ofPath: (path) => statSync(path, { bigint: true, throwIfNoEntry: false }),
  ofDescriptor: (descriptor) => fstatSync(descriptor, { bigint: true }),
};

interface Open {
  readonly descriptor: number;
  readonly identity: FileIdentity;
  readonly builder: BlockBuilder;
  position: number;
  /** When it was renamed, or last written to after that. Milliseconds. */
  renamedAt?: number;
}

/** Servers write to the renamed file until they open the new one: it is closed after this many milliseconds without a write. */
const AFTER_RENAME = 10_000;

export function followFile(path: string, buffers: Buffers, system: Partial<FollowSystem> = {}): FollowedFile {
  const { now, ofPath, ofDescriptor } = { ...SYSTEM, ...system };
  let files: Open[] = [];
  let rotations = 0;
  let tooLong = 0;

  function open(): void {
    try {
      const descriptor = openSync(path, 'r');
      files.push({ descriptor, identity: ofDescriptor(descriptor), builder: createBlockBuilder(buffers), position: 0 });
    } catch (error) {
      // During a rotation the file may be missing.
      if (codeOf(error) !== 'ENOENT') throw error;
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
      if (file.renamedAt !== undefined) file.renamedAt = now();
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
    const current = ofPath(path);
    if (!current) return;
    if (!file) {
      open();
      return;
    }
    if (file.renamedAt === undefined && (current.ino !== file.identity.ino || current.dev !== file.identity.dev)) {
      rotations++;
      file.renamedAt = now();
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
      const isOver = ({ renamedAt = now() }: Open) => now() - renamedAt > AFTER_RENAME;
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
