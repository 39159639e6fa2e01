import { byteLowercase } from './byte-case.js';
import { memoized } from './memoized.js';

/** As `byteLowercase`, of a header's name, and several times as fast. */
export const lowercaseName = memoized(byteLowercase);

/** Whether two names are the same in lower case. Most differ in length, and most of the others near their end. */
export function isSameName(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  let i = a.length - 1;
  while (i >= 0 && lowerCode(a.charCodeAt(i)) === lowerCode(b.charCodeAt(i))) i--;
  return i < 0;
}

const lowerCode = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);
