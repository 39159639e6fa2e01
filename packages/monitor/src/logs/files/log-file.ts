import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { BLOCK_SIZE } from '../lines/blocks.js';
import { jsonSplitter } from './json-values.js';
import { encodingOf, type TextEncoding } from './text-encoding.js';

/** A log file on disk. */
export interface LogFile {
  readonly path: string;
  /** In bytes, before decompression. */
  readonly size: number;
  readonly compression: 'none' | 'gzip';
  readonly encoding: TextEncoding;
  readonly layout: LogLayout;
}

/** Whether each request is a line, or an object in an array or in indented JSON. */
export type LogLayout = 'lines' | 'json values';

/** Whether the file can be read in parts, since it needs no conversion. */
export const isPlain = ({ compression, encoding, layout }: LogFile): boolean =>
  compression === 'none' && encoding === 'utf-8' && layout === 'lines';

/** A file and its decompressed beginning, from which the format is detected. */
export interface OpenedLog {
  readonly file: LogFile;
  readonly head: Buffer;
}

export const HEAD_SIZE = BLOCK_SIZE;

/** @throws the errors of node:fs */
export function openLog(path: string): OpenedLog {
  const { size } = statSync(path);
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(HEAD_SIZE);
    const head = buffer.subarray(0, readSync(descriptor, buffer, 0, HEAD_SIZE, 0));
    const compression = isGzip(head) ? 'gzip' : 'none';
    const text = compression === 'gzip' ? unzippedHead(head) : head;
    return { file: { path, size, compression, encoding: encodingOf(text), layout: 'lines' }, head: text };
  } finally {
    closeSync(descriptor);
  }
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Decompresses as much as possible of a truncated or damaged gzip file. */
function unzippedHead(bytes: Buffer): Buffer {
  for (let length = HEAD_SIZE / 8; length > 500; length /= 2) {
    try {
      return gunzipSync(bytes.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_SIZE);
    } catch {
      // Try the first half.
    }
  }
  return Buffer.alloc(0);
}

/** The complete lines of a log's beginning, without the byte order mark. A single line may lack its line feed. */
export function linesOf(head: Buffer): readonly string[] {
  const lines = new TextDecoder(encodingOf(head)).decode(head).split(/\r?\n/);
  return lines.length > 1 ? lines.slice(0, -1) : lines;
}

/** The JSON objects of a log's beginning, if they are not one per line; none if it is not JSON. */
export function jsonValuesOf(head: Buffer): readonly string[] {
  const text = new TextDecoder(encodingOf(head)).decode(head);
  if (!/^\s*[[{]/.test(text)) return [];
  return jsonSplitter()(Buffer.from(text)).toString('utf8').split('\n').slice(0, -1);
}

/** The command that decompresses other formats, detected by their first bytes. */
export function unknownCompression(head: Uint8Array): string | undefined {
  const magic = Buffer.from(head.subarray(0, 6)).toString('hex');
  if (magic.startsWith('28b52ffd')) return 'zstdcat';
  if (magic.startsWith('fd377a585a00')) return 'xzcat';
  if (magic.startsWith('425a68')) return 'bzcat';
  return undefined;
}
