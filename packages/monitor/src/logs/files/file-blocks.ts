import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { codeOf, errorOf, messageOf } from '@corsmith/protocol';
import { type Block, type Buffers, createBlockBuilder } from '../lines/blocks.js';
import { jsonValues } from './json-values.js';
import type { LogFile } from './log-file.js';
import { decoded } from './text-encoding.js';

/** An error while a log was read. The lines before it are counted. */
export interface ReadProblem {
  readonly path: string;
  readonly message: string;
}

interface Reading {
  readonly buffers: Buffers;
  /** Called with the number of lines that were longer than a buffer. */
  readonly onTooLong: (lines: number) => void;
}

/** The lines of a file that begin in this range of bytes. */
export function* fileBlocks(
  path: string,
  { from, until }: { readonly from: number; readonly until: number },
  { buffers, onTooLong }: Reading,
): Generator<Block> {
  const descriptor = openSync(path, 'r');
  const builder = createBlockBuilder(buffers);
  try {
    // If the previous byte ends a line, the first line begins at `from`.
    let position = from === 0 ? 0 : lineStart(descriptor, from - 1);
    let end = until;
    while (position < end) {
      const room = builder.room();
      const count = readSync(descriptor, room, 0, Math.min(room.length, end - position), position);
      if (count === 0) break;
      position += count;
      builder.written(count);
      if (position === until) end = lineStart(descriptor, until - 1);
      const block = builder.take('full');
      if (block) yield block;
    }
    for (let block = builder.take('any'); block; block = builder.take('any')) yield block;
    const rest = builder.end();
    if (rest) yield rest;
  } finally {
    onTooLong(builder.tooLong());
    closeSync(descriptor);
  }
}

/** Where the next line begins, at or after this byte's line feed; the end of the file if there is none. */
function lineStart(descriptor: number, from: number): number {
  const buffer = Buffer.allocUnsafe(1 << 12);
  for (let at = from; ; ) {
    const count = readSync(descriptor, buffer, 0, buffer.length, at);
    const end = buffer.subarray(0, count).indexOf(10);
    if (end >= 0) return at + end + 1;
    at += count;
    if (count === 0) return at;
  }
}

/** The lines of a stream as they arrive. */
export async function* streamBlocks(
  stream: AsyncIterable<Buffer>,
  { buffers, onTooLong }: Reading,
  when: 'full' | 'any' = 'full',
): AsyncGenerator<Block> {
  const builder = createBlockBuilder(buffers);
  try {
    for await (const chunk of stream)
      for (let taken = 0; taken < chunk.length; ) {
        const count = chunk.copy(builder.room(), 0, taken);
        taken += count;
        builder.written(count);
        const block = builder.take(when);
        if (block) yield block;
      }
  } finally {
    onTooLong(builder.tooLong());
    const rest = builder.end();
    if (rest) yield rest;
  }
}

/** Decompresses a gzip stream. If it is truncated or damaged, the data before that is read and `onProblem` is called. */
export async function* unzipped(
  source: AsyncIterable<Buffer>,
  path: string,
  onProblem: (problem: ReadProblem) => void,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 1 << 16 });
  const feeding = feed(source, gunzip);
  try {
    for await (const chunk of gunzip) yield chunk;
    await feeding;
  } catch (error) {
    const isCutOff = codeOf(error) === 'Z_BUF_ERROR';
    const message = isCutOff ? 'the gzip file is truncated' : `the gzip file is damaged: ${messageOf(error)}`;
    onProblem({ path, message });
  }
}

async function feed(source: AsyncIterable<Buffer>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of source) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk))
        await new Promise<void>((resolve) => gunzip.once('drain', resolve).once('close', resolve));
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(errorOf(error));
  }
}

/** All lines of a file that is not plain. */
export const wholeFileBlocks = (
  file: LogFile,
  reading: Reading,
  onProblem: (problem: ReadProblem) => void,
): AsyncGenerator<Block> => {
  const bytes: AsyncIterable<Buffer> = createReadStream(file.path, { highWaterMark: 1 << 18 });
  const plain = file.compression === 'gzip' ? unzipped(bytes, file.path, onProblem) : bytes;
  return streamBlocks(textLines(plain, file), reading);
};

/** Converts a log to lines in UTF-8. */
export function textLines(
  bytes: AsyncIterable<Buffer>,
  { encoding, layout }: Pick<LogFile, 'encoding' | 'layout'>,
): AsyncIterable<Buffer> {
  const text = decoded(bytes, encoding);
  return layout === 'lines' ? text : jsonValues(text);
}
