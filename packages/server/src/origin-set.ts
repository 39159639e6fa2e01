/**
 * Exact origins and patterns, each found by looking one text up: the time does not grow with the number of either, only
 * with the number of labels in the deepest pattern.
 */
export interface OriginSet {
  readonly exact: ReadonlySet<string>;
  /** As written: `https://*.example.com`, `http://localhost:*`. */
  readonly patterns: ReadonlySet<string>;
  /** Characters of the longest origin that can be in it: what is longer costs nothing. */
  readonly longest: number;
  /** How many labels of a host stand behind `*.` in the deepest pattern. */
  readonly deepest: number;
}

/** No host is longer than 253 characters; what is left is for scheme and port. */
const LONGEST_ORIGIN = 300;

const ORIGIN = /^([a-z][a-z0-9+.-]*:\/\/)([a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:]+\])((?::\d{1,5})?)$/;

export function originSet(origins: readonly string[]): OriginSet {
  const exact = new Set<string>();
  const patterns = new Set<string>();
  let deepest = 0;
  let longest = 0;
  for (const origin of origins) {
    (origin.includes('*') ? patterns : exact).add(origin);
    longest = Math.max(longest, origin.includes('*') ? LONGEST_ORIGIN : origin.length);
    if (origin.includes('*.')) deepest = Math.max(deepest, origin.split('.').length - 1);
  }
  return { exact, patterns, longest, deepest };
}

/** Whether the text looks like an origin that a browser sends; `null` does not. */
export const isWellFormedOrigin = (text: string): boolean => text.length <= LONGEST_ORIGIN && ORIGIN.test(text);

export function hasOrigin(set: OriginSet, origin: string): boolean {
  if (origin.length > set.longest) return false;
  if (set.exact.has(origin)) return true;
  if (set.patterns.size === 0) return false;
  const parts = ORIGIN.exec(origin);
  if (!parts) return false;
  const [, scheme = '', host = '', port = ''] = parts;
  if (set.patterns.has(`${scheme}${host}:*`)) return true;
  let dot = host.lastIndexOf('.');
  for (let labels = 1; labels <= set.deepest && dot > 0; labels++) {
    const parent = `${scheme}*${host.slice(dot)}`;
    if (set.patterns.has(parent + port) || set.patterns.has(`${parent}:*`)) return true;
    dot = host.lastIndexOf('.', dot - 1);
  }
  return false;
}
