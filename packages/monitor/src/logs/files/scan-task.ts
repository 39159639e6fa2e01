import { setImmediate } from 'node:timers/promises';
import type { Tally } from '../counts/tally.js';
import { type LogFormat, lineReader } from '../format.js';
import { BLOCK_SIZE, type Block, createBuffers } from '../lines/blocks.js';
import { createScanner } from '../lines/scanner.js';
import type { Wanted } from '../wanted.js';
import { fileBlocks, type Trouble, wholeFileBlocks } from './file-blocks.js';
import { isPlain, type LogFile } from './log-file.js';

/** A part of the logs that one thread reads. Plain data. */
export interface ScanTask {
  readonly format: LogFormat;
  readonly wanted: Wanted;
  /** The file in which the part is, and those of the same format that follow it in time. */
  readonly files: readonly LogFile[];
  /** Bytes: the lines that begin there are counted. A file that is not plain is one part. */
  readonly from: number;
  readonly until: number;
}

export interface ScanResult {
  readonly tally: Tally;
  readonly troubles: readonly Trouble[];
}

/** Bytes that one thread should have at least. */
const SMALLEST_PART = 4 << 20;

/** As many parts of a file as there are threads, where it is large enough. */
export function tasksOf(task: Pick<ScanTask, 'format' | 'wanted' | 'files'>, threads: number): readonly ScanTask[] {
  const [file] = task.files;
  if (!file) return [];
  const count = !isPlain(file) ? 1 : Math.max(1, Math.min(threads, Math.floor(file.size / SMALLEST_PART)));
  const bound = (part: number) => Math.floor((file.size / count) * part);
  return Array.from({ length: count }, (_, part) => ({ ...task, from: bound(part), until: bound(part + 1) }));
}

interface TaskOptions {
  readonly blockSize?: number;
  readonly signal?: AbortSignal;
}

/** Bytes, some milliseconds, after which others get their turn: threads that want a new task, a person who wants to stop. */
const TURN = 16 << 20;

/** Counts the part; then reads on for as long as requests are awaited that follow its preflights. */
export async function runTask(
  { format, wanted, files: [file, ...later], from, until }: ScanTask,
  { blockSize = BLOCK_SIZE, signal }: TaskOptions = {},
): Promise<ScanResult> {
  const buffers = createBuffers(blockSize);
  const scanner = createScanner(lineReader(format), wanted, buffers);
  const troubles: Trouble[] = [];
  const own = {
    buffers,
    onTooLong: (lines: number) => {
      scanner.tally.lines.tooLong += lines;
    },
  };
  const beside = { buffers, onTooLong: () => {} };
  let scanned = 0;
  const scan = async (block: Block, share: 'own' | 'beside'): Promise<void> => {
    scanner.scan(block, share);
    scanned += block.length;
    if (scanned < TURN) return;
    scanned = 0;
    await setImmediate();
    signal?.throwIfAborted();
  };
  const scanFile = async (one: LogFile, isOwn: boolean): Promise<void> => {
    const reading = isOwn ? own : beside;
    const blocks = isPlain(one)
      ? fileBlocks(one.path, isOwn ? { from, until } : { from: 0, until: one.size }, reading)
      : wholeFileBlocks(one, reading, (trouble) => isOwn && troubles.push(trouble));
    for await (const block of blocks) {
      await scan(block, isOwn ? 'own' : 'beside');
      if (!isOwn && !scanner.isWaiting()) break;
    }
  };
  if (!file) return { tally: scanner.finish(), troubles };
  try {
    if (from > 0)
      for (const block of fileBlocks(file.path, { from: Math.max(0, from - blockSize), until: from }, beside))
        await scan(block, 'beside');
    await scanFile(file, true);
    if (until < file.size && isPlain(file))
      for (const block of fileBlocks(file.path, { from: until, until: file.size }, beside)) {
        if (!scanner.isWaiting()) break;
        await scan(block, 'beside');
      }
    for (const next of later) {
      if (!scanner.isWaiting()) break;
      await scanFile(next, false);
    }
  } catch (error) {
    signal?.throwIfAborted();
    troubles.push({ path: file.path, message: (error as Error).message });
  }
  return { tally: scanner.finish(), troubles };
}
