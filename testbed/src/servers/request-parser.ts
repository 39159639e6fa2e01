import type { HeaderList } from '@corsmith/protocol';

/** A request as it came over the wire: any method token, header names as they were written. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

const MAX_BYTES = 1 << 20;

/**
 * Takes bytes as they arrive and gives back the requests that are whole by then. Throws where a request is over a
 * megabyte or its framing is broken: the connection is of no more use.
 */
export function requestParser(): (bytes: Buffer) => RawRequest[] {
  let pending: Buffer = Buffer.alloc(0);
  return (bytes) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    const requests: RawRequest[] = [];
    for (let next = parse(pending); next !== undefined; next = parse(pending)) {
      requests.push(next.request);
      pending = pending.subarray(next.end);
    }
    if (pending.length > MAX_BYTES) throw new Error('a request is over a megabyte');
    return requests;
  };
}

function parse(bytes: Buffer): { request: RawRequest; end: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [requestLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const [method = '', target = ''] = requestLine.split(' ');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const field = (name: string) => headers.find(([n]) => n.toLowerCase() === name)?.[1];
  const start = headEnd + 4;
  const body =
    field('transfer-encoding') === undefined
      ? sized(bytes, start, Number(field('content-length') ?? 0))
      : chunked(bytes, start);
  return body && { request: { method, target, headers, body: body.bytes }, end: body.end };
}

function sized(bytes: Buffer, start: number, size: number): { bytes: Buffer; end: number } | undefined {
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('Content-Length is no number');
  return bytes.length < start + size ? undefined : { bytes: bytes.subarray(start, start + size), end: start + size };
}

function chunked(bytes: Buffer, start: number): { bytes: Buffer; end: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(size >= 0 && size <= MAX_BYTES)) throw new Error('a chunk has no size');
    const chunkEnd = lineEnd + 2 + size;
    if (bytes.length < chunkEnd + 2) return undefined;
    if (size === 0) return { bytes: Buffer.concat(chunks), end: chunkEnd + 2 };
    chunks.push(bytes.subarray(lineEnd + 2, chunkEnd));
    at = chunkEnd + 2;
  }
}
