import type { HeaderList } from './exchange.js';
import { lowercaseName } from './field-name.js';
import { mimeEssence } from './mime-type.js';

/** The most bytes that one safelisted header's value may have. */
export const SAFELISTED_VALUE_LIMIT = 128;
/** The most bytes that all safelisted values may have together before all of them become unsafe. */
export const SAFELISTED_TOTAL_LIMIT = 1024;

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
/** What Accept-Language and Content-Language may hold. */
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;
/** https://fetch.spec.whatwg.org/#simple-range-header-value, without `bytes=-N`. */
const SIMPLE_RANGE = /^bytes=(\d+)-(\d*)$/;
const SAFE_CONTENT_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

export const hasUnsafeByte = (value: string): boolean => UNSAFE_BYTE.test(value);

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isCorsSafelistedRequestHeader(name: string, value: string): boolean {
  if (value.length > SAFELISTED_VALUE_LIMIT) return false;
  switch (lowercaseName(name)) {
    case 'accept':
      return !hasUnsafeByte(value);
    case 'accept-language':
    case 'content-language':
      return LANGUAGE.test(value);
    case 'content-type':
      return !hasUnsafeByte(value) && SAFE_CONTENT_TYPES.includes(mimeEssence(value) ?? '');
    case 'range':
      return isSimpleRange(value);
    default:
      return false;
  }
}

/** `bytes=N-` or `bytes=N-M` with N <= M. */
export function isSimpleRange(value: string): boolean {
  const match = SIMPLE_RANGE.exec(value);
  return match !== null && (match[2] === '' || Number(match[1]) <= Number(match[2]));
}

/**
 * The names that make a preflight necessary: lower case, sorted, each once.
 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function corsUnsafeRequestHeaderNames(
  headers: HeaderList,
  isSafelisted: (name: string, value: string) => boolean = isCorsSafelistedRequestHeader,
): string[] {
  if (headers.length === 0) return [];
  let safelistValueSize = 0;
  const unsafe = headers.filter(([name, value]) => {
    if (!isSafelisted(name, value)) return true;
    safelistValueSize += value.length;
    return false;
  });
  return sortedLowercaseSet((safelistValueSize > SAFELISTED_TOTAL_LIMIT ? headers : unsafe).map(([name]) => name));
}

/** https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set */
export const sortedLowercaseSet = (names: readonly string[]): string[] =>
  names.length < 2 ? names.map(lowercaseName) : [...new Set(names.map(lowercaseName))].sort();

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name */
const NO_CORS_SAFELISTED = ['accept', 'accept-language', 'content-language', 'content-type'];

export const isNoCorsSafelistedRequestHeaderName = (name: string): boolean =>
  NO_CORS_SAFELISTED.includes(lowercaseName(name));

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const isCorsNonWildcardRequestHeaderName = (name: string): boolean => lowercaseName(name) === 'authorization';
