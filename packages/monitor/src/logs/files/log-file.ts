import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';

/** A log as it lies on the disk. */
export interface LogFile {
  readonly path: string;
  /** Bytes, as they lie there. */
  readonly size: number;
  readonly compression: 'none' | 'gzip';
}

/** A file, and its beginning, by which its format is recognised. */
export interface OpenedLog {
  readonly file: LogFile;
  readonly head: Buffer;
}

const HEAD_SIZE = 1 << 18;

/** @throws as node:fs where it can't be read. */
export function openLog(path: string): OpenedLog {
  const { size } = statSync(path);
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(HEAD_SIZE);
    const head = buffer.subarray(0, readSync(descriptor, buffer, 0, HEAD_SIZE, 0));
    if (!isGzip(head)) return { file: { path, size, compression: 'none' }, head };
    return { file: { path, size, compression: 'gzip' }, head: unzippedHead(head) };
  } finally {
    closeSync(descriptor);
  }
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** As much as can be read of it: it breaks off, and may be damaged further on. */
function unzippedHead(bytes: Buffer): Buffer {
  for (let length = HEAD_SIZE / 8; length > 500; length /= 2) {
    try {
      return gunzipSync(bytes.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_SIZE);
    } catch {
      // Half of it, then.
    }
  }
  return Buffer.alloc(0);
}

/** Whole lines of a log's beginning; the only line may lack its end. */
export function linesOf(head: Buffer): readonly string[] {
  const lines = head.toString('utf8').split(/\r?\n/);
  return lines.length > 1 ? lines.slice(0, -1) : lines;
}

/** Other compressions, by their first bytes: what to read them with. */
export function unknownCompression(head: Uint8Array): string | undefined {
  const magic = Buffer.from(head.subarray(0, 6)).toString('hex');
  if (magic.startsWith('28b52ffd')) return 'zstdcat';
  if (magic.startsWith('fd377a585a00')) return 'xzcat';
  if (magic.startsWith('425a68')) return 'bzcat';
  return undefined;
}
