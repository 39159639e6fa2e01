import type { HeaderList } from './exchange.js';
import { isSameName } from './field-name.js';

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
  for (const line of headers) if (isSameName(line[0], name)) lines.push(normalizeValue(line[1]));
  return lines;
}

/** Whether lines of that name say different things. */
export function disagree(headers: HeaderList, name: string): boolean {
  let first: string | undefined;
  for (const line of headers) {
    if (!isSameName(line[0], name)) continue;
    const value = normalizeValue(line[1]);
    first ??= value;
    if (value !== first) return true;
  }
  return false;
}

/** All lines of that name joined by `, `, or undefined. https://fetch.spec.whatwg.org/#concept-header-list-get */
export function get(headers: HeaderList, name: string): string | undefined {
  let joined: string | undefined;
  for (const line of headers) {
    if (!isSameName(line[0], name)) continue;
    const value = normalizeValue(line[1]);
    joined = joined === undefined ? value : `${joined}, ${value}`;
  }
  return joined;
}

/** https://fetch.spec.whatwg.org/#header-list-contains */
export function contains(headers: HeaderList, name: string): boolean {
  for (const line of headers) if (isSameName(line[0], name)) return true;
  return false;
}

/** The same list where it has none of these. https://fetch.spec.whatwg.org/#concept-header-list-delete */
export function remove(headers: HeaderList, ...names: string[]): HeaderList {
  for (const name of names)
    if (contains(headers, name)) return headers.filter(([n]) => !names.some((unwanted) => isSameName(n, unwanted)));
  return headers;
}

/**
 * The elements of a list of tokens such as Access-Control-Allow-Headers, empty elements dropped: [] where the header is
 * absent, undefined where it does not parse. https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function extractTokenList(headers: HeaderList, name: string): string[] | undefined {
  const elements = splitOnCommas(get(headers, name) ?? '');
  return elements.every(isToken) ? elements : undefined;
}

/** Comma-separated parts without their white space, empty ones dropped. */
export function splitOnCommas(value: string): string[] {
  if (!value.includes(',')) {
    const part = normalizeValue(value);
    return part === '' ? [] : [part];
  }
  const parts: string[] = [];
  for (let start = 0; start <= value.length; ) {
    const comma = value.indexOf(',', start);
    const end = comma < 0 ? value.length : comma;
    const part = normalizeValue(value.slice(start, end));
    if (part !== '') parts.push(part);
    start = end + 1;
  }
  return parts;
}

/** What the bytes of an isomorphic string mean as UTF-8, with U+FFFD for what they do not. */
export function utf8Decode(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const codes = new Uint8Array(bytes.length);
  for (let i = 0; i < codes.length; i++) codes[i] = bytes.charCodeAt(i);
  return new TextDecoder().decode(codes);
}

/** The bytes of a text in UTF-8, as an isomorphic string. */
export function utf8Encode(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  let bytes = '';
  for (const code of new TextEncoder().encode(text)) bytes += String.fromCharCode(code);
  return bytes;
}
