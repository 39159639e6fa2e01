import { Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { TransportResponse } from '../transport-response.js';

const DECODERS: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The response with its body decoded, as in browsers. What they can't decode stays as it is. */
export function decoded(response: TransportResponse): TransportResponse {
  const codings = splitOnCommas(byteLowercase(get(response.headers, 'content-encoding') ?? '')).reverse();
  if (!response.body || !codings.every((coding) => Object.hasOwn(DECODERS, coding))) return response;
  const body = codings.reduce<ReadableStream<Uint8Array>>(
    (stream, coding) => stream.pipeThrough(Duplex.toWeb(DECODERS[coding]!()) as ReadableWritablePair<Uint8Array>),
    response.body,
  );
  return { ...response, body };
}
