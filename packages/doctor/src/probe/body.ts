import { isAscii } from 'node:buffer';
import { Transform } from 'node:stream';
import { byteLowercase, get, type ProbedResponse, splitOnCommas } from '@corsmith/protocol';
import type { Response } from './connection.js';

/** More codings on top of each other are no real server's. */
const MOST_CODINGS = 4;

type BodyStart = Pick<ProbedResponse, 'bodyStart' | 'bodyTruncated'>;

/**
 * The beginning of a body, decoded. Reads at most `limit` bytes and then ends the exchange (over HTTP/1.1 its connection
 * too) where more is to come; never holds more than `limit` decoded bytes.
 */
export async function readBody(
  { headers, body }: Pick<Response, 'headers' | 'body'>,
  limit: number,
): Promise<BodyStart> {
  let { bytes, truncated } = Buffer.isBuffer(body)
    ? { bytes: body.subarray(0, limit), truncated: body.length > limit }
    : await collect(body, limit);
  if (bytes.length === 0) return { bodyStart: '', bodyTruncated: truncated };
  const codings = splitOnCommas(byteLowercase(get(headers, 'content-encoding') ?? '')).filter((c) => c !== 'identity');
  for (const [depth, coding] of codings.reverse().entries()) {
    if (bytes.length === 0) break;
    const decoder = depth < MOST_CODINGS ? await decoderFor(coding, bytes) : undefined;
    if (!decoder) return { bodyStart: '', bodyTruncated: true };
    decoder.end(bytes);
    const decoded = await collect(decoder, limit);
    bytes = decoded.bytes;
    truncated ||= decoded.truncated;
  }
  // Most are short and in ASCII, which needs no decoder.
  const text = isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder().decode(bytes, { stream: true });
  return { bodyStart: text, bodyTruncated: truncated };
}

async function collect(
  pieces: AsyncIterable<Buffer>,
  limit: number,
): Promise<{ readonly bytes: Buffer; readonly truncated: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  let truncated = false;
  try {
    for await (const chunk of pieces) {
      chunks.push(chunk);
      length += chunk.length;
      truncated = length > limit;
      if (truncated) break;
    }
  } catch {
    // Cut off, broken or out of time: what came is what there is.
    truncated = true;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, limit), truncated };
}

/** Undefined for what Node can't decode. A body that was cut off decodes as far as it goes. */
async function decoderFor(coding: string, bytes: Buffer): Promise<Transform | undefined> {
  const zlib = await import('node:zlib');
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip({ finishFlush: Z_SYNC_FLUSH });
    case 'deflate':
      // Some servers leave out the zlib header, and browsers take both.
      return (bytes.readUInt8() & 0x0f) === 8
        ? zlib.createInflate({ finishFlush: Z_SYNC_FLUSH })
        : zlib.createInflateRaw({ finishFlush: Z_SYNC_FLUSH });
    case 'br':
      return zlib.createBrotliDecompress({ finishFlush: BROTLI_OPERATION_FLUSH });
    case 'zstd': {
      // Not in the oldest Node, nor in its types.
      const create: unknown = Reflect.get(zlib, 'createZstdDecompress');
      const decoder: unknown = typeof create === 'function' ? create() : undefined;
      return decoder instanceof Transform ? decoder : undefined;
    }
    default:
      return undefined;
  }
}
