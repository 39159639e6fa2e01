import type { HeaderList } from './exchange.js';

/** Byte-lowercase: ASCII letters only, unlike `toLowerCase`. https://infra.spec.whatwg.org/#byte-lowercase */
export const byteLowercase = (text: string): string =>
  // Five times as fast, and nearly every text is ASCII.
  isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export const isAscii = (text: string): boolean => ASCII.test(text);

const ASCII = /^[\0-\x7f]*$/;

/** Byte-uppercase: ASCII letters only. https://infra.spec.whatwg.org/#byte-uppercase */
export const byteUppercase = (text: string): string =>
  isAscii(text) ? text.toUpperCase() : text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** A token of HTTP: a method or a header name. https://httpwg.org/specs/rfc9110.html#tokens */
export const isToken = (text: string): boolean => TOKEN.test(text);

/** https://fetch.spec.whatwg.org/#header-name */
export const isHeaderName = isToken;

/** No NUL, CR, LF and nothing but bytes. https://fetch.spec.whatwg.org/#header-value */
export const isHeaderValue = (value: string): boolean =>
  !/[\0\r\n]|[^\0-\xff]/.test(value) && normalizeValue(value) === value;

/** Strips HTTP whitespace from both ends, in linear time. https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export function normalizeValue(value: string): string {
  const isWhitespace = (code: number) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
  let start = 0;
  let end = value.length;
  while (start < end && isWhitespace(value.charCodeAt(start))) start++;
  while (end > start && isWhitespace(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

/** The values of each line of that name, in order, normalised. */
export function getLines(headers: HeaderList, name: string): string[] {
  const lines: string[] = [];
  for (const [n, value] of headers) if (isSameName(n, name)) lines.push(normalizeValue(value));
  return lines;
}

/** Whether lines of that name say different things. */
export const disagree = (headers: HeaderList, name: string): boolean =>
  getLines(headers, name).some((line, _, [first]) => line !== first);

/** Most names differ in length, and most of the others not at all. */
const isSameName = (a: string, b: string): boolean =>
  a.length === b.length && (a === b || byteLowercase(a) === byteLowercase(b));

/** All lines of that name joined by `, `, or undefined. https://fetch.spec.whatwg.org/#concept-header-list-get */
export function get(headers: HeaderList, name: string): string | undefined {
  const lines = getLines(headers, name);
  return lines.length < 2 ? lines[0] : lines.join(', ');
}

/** https://fetch.spec.whatwg.org/#header-list-contains */
export function contains(headers: HeaderList, name: string): boolean {
  return headers.some(([n]) => isSameName(n, name));
}

/** https://fetch.spec.whatwg.org/#concept-header-list-delete */
export function remove(headers: HeaderList, ...names: string[]): HeaderList {
  if (headers.length === 0 || names.length === 0) return headers;
  const unwanted = new Set(names.map(byteLowercase));
  return headers.filter(([n]) => !unwanted.has(byteLowercase(n)));
}

/**
 * The elements of a list of tokens such as Access-Control-Allow-Headers, empty elements dropped: [] where the header is
 * absent, undefined where it does not parse. https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function extractTokenList(headers: HeaderList, name: string): string[] | undefined {
  const lines = getLines(headers, name);
  const elements = lines.length === 1 ? splitOnCommas(lines[0] as string) : lines.flatMap(splitOnCommas);
  return elements.every(isToken) ? elements : undefined;
}

/** Comma-separated parts without their white space, empty ones dropped. */
export function splitOnCommas(value: string): string[] {
  const parts: string[] = [];
  for (const written of value.split(',')) {
    const part = normalizeValue(written);
    if (part !== '') parts.push(part);
  }
  return parts;
}

/** What the bytes of an isomorphic string mean as UTF-8, with U+FFFD for what they do not. */
export const utf8Decode = (bytes: string): string =>
  /[\x80-\xff]/.test(bytes) ? new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0))) : bytes;

/** The bytes of a text in UTF-8, as an isomorphic string. */
export const utf8Encode = (text: string): string =>
  /[^\x00-\x7f]/.test(text)
    ? Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
    : text;
