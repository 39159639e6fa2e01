import { Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { byteLowercase, get, splitOnCommas } from '@corsmith/protocol';
import type { WireAnswer } from '../wire-answer.js';

const DECODERS: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The answer with its body decoded, as browsers do before anyone sees it. What they can't decode stays as it is. */
export function decoded(answer: WireAnswer): WireAnswer {
  const codings = splitOnCommas(byteLowercase(get(answer.headers, 'content-encoding') ?? '')).reverse();
  if (!answer.body || !codings.every((coding) => Object.hasOwn(DECODERS, coding))) return answer;
  const body = codings.reduce<ReadableStream<Uint8Array>>(
    (stream, coding) => stream.pipeThrough(Duplex.toWeb(DECODERS[coding]!()) as ReadableWritablePair<Uint8Array>),
    answer.body,
  );
  return { ...answer, body };
}
