import { byteLowercase, isHeaderName, normalizeValue } from '@corsmith/protocol';

/**
 * The maximum length of Access-Control-Request-Headers. A longer one is denied: no policy can have a list that long, and
 * the value is read once, from left to right.
 */
export const REQUEST_HEADERS_LIMIT = 4096;

/** The first requested name that is not allowed, or undefined. */
export const firstRefusedName = (requested: string, allowed: ReadonlySet<string>): string | undefined =>
  allowed.has(requested)
    ? undefined
    : findName(requested, (name) => !allowed.has(name) && !allowed.has(byteLowercase(name)));

/** The first requested name that is not a valid header name, or undefined. */
export const firstInvalidName = (requested: string): string | undefined =>
  findName(requested, (name) => !isHeaderName(name));

/** Ignores empty elements and whitespace around names. */
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
