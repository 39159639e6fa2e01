import { byteLowercase, isHeaderName, normalizeValue } from '@corsmith/protocol';

/**
 * The most characters of Access-Control-Request-Headers that are read. A longer one is denied: no list of names that a
 * policy may hold is that long, and what is read is read once, from left to right.
 */
export const REQUEST_HEADERS_LIMIT = 4096;

/** The first name asked for that is not among the allowed ones, or undefined. */
export const firstRefusedName = (asked: string, allowed: ReadonlySet<string>): string | undefined =>
  allowed.has(asked) ? undefined : findName(asked, (name) => !allowed.has(name) && !allowed.has(byteLowercase(name)));

/** The first name asked for that is no header name, or undefined. */
export const firstInvalidName = (asked: string): string | undefined => findName(asked, (name) => !isHeaderName(name));

/** Empty elements and white space around names are passed over. */
function findName(list: string, isWanted: (name: string) => boolean): string | undefined {
  for (let start = 0; start < list.length; ) {
    const comma = list.indexOf(',', start);
    const end = comma < 0 ? list.length : comma;
    const name = normalizeValue(list.slice(start, end));
    if (name !== '' && isWanted(name)) return name;
    start = end + 1;
  }
  return undefined;
}
