import { byteLowercase } from './header-list.js';

/** The spellings that were met: names are few, and come again with each request. */
const met = new Map<string, string>();
const MOST_MET = 1000;
const LONGEST_MET = 64;

/** As `byteLowercase`, of a header's name, and several times as fast. */
export function lowercaseName(name: string): string {
  const before = met.get(name);
  if (before !== undefined) return before;
  const lower = byteLowercase(name);
  if (name.length > LONGEST_MET) return lower;
  if (met.size === MOST_MET) met.clear();
  met.set(name, lower);
  return lower;
}
