import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { ResponseHead } from './response-head.js';

/** Where the body of a response over HTTP/1.1 ends. */
export type Framing = { readonly kind: 'length'; readonly length: number } | { readonly kind: 'chunked' | 'close' };

/** Of a response but to HEAD, as Chromium decides it. https://httpwg.org/specs/rfc9112.html#message.body.length */
export function framingOf({ status, headers, httpVersion }: ResponseHead): Framing {
  if (status === 204 || status === 205 || status === 304) return { kind: 'length', length: 0 };
  const codings = splitOnCommas(byteLowercase(get(headers, 'transfer-encoding') ?? ''));
  if (httpVersion === '1.1' && codings.includes('chunked')) return { kind: 'chunked' };
  const length = /^\d{1,15}(?=,|$)/.exec(get(headers, 'content-length') ?? '')?.[0];
  return length === undefined ? { kind: 'close' } : { kind: 'length', length: Number(length) };
}

/** Whether the server keeps the connection for the next request. */
export function isKeptAlive({ headers, httpVersion }: ResponseHead): boolean {
  const options = splitOnCommas(byteLowercase(get(headers, 'connection') ?? ''));
  return httpVersion === '1.1' ? !options.includes('close') : options.includes('keep-alive');
}

/** Bytes of a connection in pieces; undefined at its end. */
export type Read = () => Promise<Buffer | undefined>;

/** A line of a chunk's size, with its extensions. */
const LONGEST_SIZE_LINE = 4096;

/** The body's bytes. Returns what was read past its end, and throws where it breaks off. */
export async function* bodyPieces(framing: Framing, rest: Buffer, read: Read): AsyncGenerator<Buffer, Buffer> {
  let pending = rest;
  const more = async () => {
    const chunk = await read();
    if (!chunk) throw new Error('The connection ended within the body.');
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
  };
  const take = async function* (length: number) {
    for (let left = length; left > 0; ) {
      if (pending.length === 0) await more();
      const piece = pending.subarray(0, left);
      pending = pending.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  };
  const line = async () => {
    let end = pending.indexOf('\n');
    for (; end < 0; end = pending.indexOf('\n')) {
      if (pending.length > LONGEST_SIZE_LINE) throw new Error('The line of a chunk is too long.');
      await more();
    }
    const text = pending.toString('latin1', 0, end).trim();
    pending = pending.subarray(end + 1);
    return text;
  };
  if (framing.kind === 'length') yield* take(framing.length);
  else if (framing.kind === 'close') {
    yield pending;
    for (let chunk = await read(); chunk; chunk = await read()) yield chunk;
    return Buffer.alloc(0);
  } else {
    for (;;) {
      const size = /^[0-9a-f]{1,8}(?=[ \t;]|$)/i.exec(await line())?.[0];
      if (size === undefined) throw new Error('The size of a chunk is no number.');
      if (Number.parseInt(size, 16) === 0) break;
      yield* take(Number.parseInt(size, 16));
      if ((await line()) !== '') throw new Error('A chunk is longer than its size.');
    }
    // Trailers, up to the empty line.
    while ((await line()) !== '');
  }
  return pending;
}
