import { Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { TransportResponse } from '../transport-response.js';

const DECODERS: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** The response with its body decoded, as in browsers. What they can't decode stays as it is. */
export function decoded(response: TransportResponse): TransportResponse {
  const codings = splitOnCommas(byteLowercase(get(response.headers, 'content-encoding') ?? '')).reverse();
  const decoders = codings.map((coding) => DECODERS.get(coding)).filter((decoder) => decoder !== undefined);
  if (!response.body || decoders.length < codings.length) return response;
  const body = decoders.reduce<ReadableStream<Uint8Array>>(
    // The same streams under two types: Node's own and the web's.
    (stream, decoder) => stream.pipeThrough(Duplex.toWeb(decoder()) as ReadableWritablePair<Uint8Array>),
    response.body,
  );
  return { ...response, body };
}
