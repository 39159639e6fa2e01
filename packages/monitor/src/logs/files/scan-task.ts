import { setImmediate } from 'node:timers/promises';
import { messageOf } from '@corsmith/protocol';
import type { Tally } from '../counts/tally.js';
import { type LogFormat, lineReader } from '../format.js';
import { BLOCK_SIZE, type Block, createBuffers } from '../lines/blocks.js';
import { createScanner } from '../lines/scanner.js';
import type { LogFilter } from '../log-filter.js';
import { fileBlocks, type ReadProblem, wholeFileBlocks } from './file-blocks.js';
import { isPlain, type LogFile } from './log-file.js';

/** A part of a log for one thread. Plain data. */
export interface ScanTask {
  readonly format: LogFormat;
  readonly filter: LogFilter;
  /** The file, and the files of the same format that follow it in time. */
  readonly files: readonly LogFile[];
  /** A range of bytes: the lines that begin there are counted. A file that is not plain is one part. */
  readonly from: number;
  readonly until: number;
}

export interface ScanResult {
  readonly tally: Tally;
  readonly problems: readonly ReadProblem[];
}

/** In bytes. */
const MIN_PART = 4 << 20;

/** Splits a file into one part per thread if it is large enough. */
export function tasksOf(task: Pick<ScanTask, 'format' | 'filter' | 'files'>, threads: number): readonly ScanTask[] {
  const [file] = task.files;
  if (!file) return [];
  const count = !isPlain(file) ? 1 : Math.max(1, Math.min(threads, Math.floor(file.size / MIN_PART)));
  const bound = (part: number) => Math.floor((file.size / count) * part);
  return Array.from({ length: count }, (_, part) => ({ ...task, from: bound(part), until: bound(part + 1) }));
}

interface TaskOptions {
  readonly blockSize?: number;
  readonly signal?: AbortSignal;
}

/** The event loop runs after this many bytes (some milliseconds), so that other threads get tasks and Ctrl-C works. */
const BYTES_PER_TURN = 16 << 20;

/** Counts the part, then reads on while the requests for its preflights are pending. */
export async function runTask(
  { format, filter, files: [file, ...later], from, until }: ScanTask,
  { blockSize = BLOCK_SIZE, signal }: TaskOptions = {},
): Promise<ScanResult> {
  const buffers = createBuffers(blockSize);
  const scanner = createScanner(lineReader(format), filter, buffers);
  const problems: ReadProblem[] = [];
  const own = {
    buffers,
    onTooLong: (lines: number) => {
      scanner.tally.lines.tooLong += lines;
    },
  };
  const context = { buffers, onTooLong: () => {} };
  let scanned = 0;
  const scan = async (block: Block, share: 'own' | 'context'): Promise<void> => {
    scanner.scan(block, share);
    scanned += block.length;
    if (scanned < BYTES_PER_TURN) return;
    scanned = 0;
    await setImmediate();
    signal?.throwIfAborted();
  };
  const scanFile = async (one: LogFile, isOwn: boolean): Promise<void> => {
    const reading = isOwn ? own : context;
    const blocks = isPlain(one)
      ? fileBlocks(one.path, isOwn ? { from, until } : { from: 0, until: one.size }, reading)
      : wholeFileBlocks(one, reading, (problem) => isOwn && problems.push(problem));
    for await (const block of blocks) {
      await scan(block, isOwn ? 'own' : 'context');
      if (!isOwn && !scanner.isWaiting()) break;
    }
  };
  if (!file) return { tally: scanner.finish(), problems };
  try {
    if (from > 0)
      for (const block of fileBlocks(file.path, { from: Math.max(0, from - blockSize), until: from }, context))
        await scan(block, 'context');
    await scanFile(file, true);
    if (until < file.size && isPlain(file))
      for (const block of fileBlocks(file.path, { from: until, until: file.size }, context)) {
        if (!scanner.isWaiting()) break;
        await scan(block, 'context');
      }
    for (const next of later) {
      if (!scanner.isWaiting()) break;
      await scanFile(next, false);
    }
  } catch (error) {
    signal?.throwIfAborted();
    problems.push({ path: file.path, message: messageOf(error) });
  }
  return { tally: scanner.finish(), problems };
}
