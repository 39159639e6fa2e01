import {
  byteLowercase,
  contains,
  getLines,
  type HeaderList,
  normalizeValue,
  type ProbedResponse,
} from '@corsmith/protocol';
import { FailedExchange } from './failed-exchange.js';
import { HEADER_LIMIT, HEADER_LINES } from './limits.js';
import { TLS_ON_PLAIN_PORT } from './plain-port.js';
import { visible } from './visible.js';

/** Status line and headers of a response over HTTP/1.1. */
export interface ResponseHead extends Pick<ProbedResponse, 'status' | 'headers'> {
  readonly httpVersion: '1.0' | '1.1';
}

const LF = 0x0a;
const CR = 0x0d;

/** Bytes that Chromium skips before `HTTP`, which broken servers leave over from the response before. */
const SLOP = 4;

/** The bytes of one head, as they come. */
export interface HeadBytes {
  /** Takes the next bytes: undefined while the head is not complete, else what follows it. */
  take(chunk: Buffer): Buffer | undefined;
  /** The head, without leading line breaks, one char per byte. */
  text(): string;
}

/**
 * A head ends at the first empty line after its first character, and its lines may end in a bare line feed. `take` throws
 * `FailedExchange` as soon as it can be no HTTP, or is too large.
 */
export function headBytes(): HeadBytes {
  const chunks: Buffer[] = [];
  let length = 0;
  let opening = '';
  let atLineStart = false;
  const text = () => {
    const [first] = chunks;
    const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks);
    return bytes.toString('latin1', 0, length).replace(/^[\r\n]+/, '');
  };
  function take(chunk: Buffer): Buffer | undefined {
    chunks.push(chunk);
    let taken = 0;
    for (const byte of chunk) {
      taken++;
      if (byte === LF && atLineStart) {
        length += taken;
        return chunk.subarray(taken);
      }
      if (byte === LF) atLineStart = opening !== '';
      else if (byte !== CR) atLineStart = false;
      if (opening.length < SLOP + 4 && (opening !== '' || !isLineBreak(byte))) opening += String.fromCharCode(byte);
    }
    length += chunk.length;
    if (opening.length === SLOP + 4 && statusLineStart(opening) < 0) throw notHttp(text());
    if (length > HEADER_LIMIT) throw headersTooLarge(`${HEADER_LIMIT >> 10} KB`);
    return undefined;
  }
  return { take, text };
}

const isLineBreak = (byte: number): boolean => byte === LF || byte === CR;

/**
 * Reads a head as Chromium does, which is more lenient than the standard and than Node's own parser: lines without a
 * colon are passed over, white space may stand before the colon, folded lines are joined, a status that is no number is
 * 200. Lines whose name is no token are kept, for a person to see. Throws `FailedExchange` where Chromium gives up.
 */
export function parseHead(text: string): ResponseHead {
  const start = statusLineStart(text);
  if (start < 0) throw notHttp(text);
  const [statusLine = '', ...lines] = text.slice(start).split(/[\r\n]+/);
  if (lines.length > HEADER_LINES) throw headersTooLarge(`${HEADER_LINES} lines`);
  const headers = headerList(lines);
  const nul = headers.find(([name, value]) => name.includes('\0') || value.includes('\0'));
  if (nul) throw malformed('HEADER_NUL', `The server sends a header with a NUL byte: "${visible(nul.join(': '))}"`);
  if (new Set(getLines(headers, 'content-length')).size > 1 && !contains(headers, 'transfer-encoding'))
    throw malformed('CONTENT_LENGTH', 'The server sends two Content-Length headers that differ');
  const [, version = '', status = '200'] = /^http(?:\/(\d\.\d))?[^ ]* *(\d{1,9})?/i.exec(statusLine) ?? [];
  return { status: Number(status), headers, httpVersion: version >= '1.1' ? '1.1' : '1.0' };
}

/** What came is no HTTP at all. */
function notHttp(text: string): FailedExchange {
  // A TLS record: an alert or a handshake, and the first byte of its version.
  if (/^[\x15\x16]\x03/.test(text)) return new FailedExchange(TLS_ON_PLAIN_PORT);
  const line = visible(text.split(/[\r\n]/, 1)[0] ?? '');
  return malformed('NOT_HTTP', `The server on this port does not speak HTTP: "${line}"`);
}

const malformed = (code: string, sentence: string): FailedExchange =>
  new FailedExchange({ id: 'protocol-failure', code, message: `${sentence}. No browser reads this response.` });

/** Limits of the probe; Chrome's is lower than the one in bytes. */
export const headersTooLarge = (limit: string): FailedExchange =>
  new FailedExchange({
    id: 'protocol-failure',
    code: 'HEADERS_TOO_LARGE',
    message: `The server sends more than ${limit} of headers. Chrome reads 256 KB at most.`,
  });

const statusLineStart = (text: string): number => byteLowercase(text.slice(0, SLOP + 4)).indexOf('http');

function headerList(lines: readonly string[]): HeaderList {
  const headers: [name: string, value: string][] = [];
  let last: [name: string, value: string] | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (last) last[1] = normalizeValue(`${last[1]} ${normalizeValue(line)}`);
      continue;
    }
    const colon = line.indexOf(':');
    last = colon > 0 ? [normalizeValue(line.slice(0, colon)), normalizeValue(line.slice(colon + 1))] : undefined;
    if (last) headers.push(last);
  }
  return headers;
}
