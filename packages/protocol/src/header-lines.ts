import { byteLowercase } from './byte-case.js';
import type { HeaderList } from './exchange.js';
import { isSameName, lowercaseName } from './field-name.js';
import { get, isToken, normalizeValue, splitOnCommas } from './header-list.js';

/** The value of the first line of that name, normalised. */
export function getFirst(headers: HeaderList, name: string): string | undefined {
  for (const line of headers) if (isSameName(line[0], name)) return normalizeValue(line[1]);
  return undefined;
}

/** Whether there is more than one line of that name. */
export function isRepeated(headers: HeaderList, name: string): boolean {
  let lines = 0;
  for (const line of headers) if (isSameName(line[0], name)) lines++;
  return lines > 1;
}

/** Whether any two lines have the same name. Where no two names are of the same length, that is quick to see. */
export function repeats(headers: HeaderList): boolean {
  if (headers.length > 32) return new Set(headers.map(([name]) => lowercaseName(name))).size < headers.length;
  let lengths = 0;
  for (const line of headers) {
    const bit = 1 << (line[0].length % 32);
    if ((lengths & bit) !== 0 && isRepeated(headers, line[0])) return true;
    lengths |= bit;
  }
  return false;
}

/** As `extractTokenList`, of a list of names, in lower case. */
export function extractNames(headers: HeaderList, name: string): readonly string[] | undefined {
  const names = splitOnCommas(byteLowercase(get(headers, name) ?? ''));
  return names.every(isToken) ? names : undefined;
}
