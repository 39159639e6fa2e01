/**
 * Exact origins and patterns, each found by a lookup: the time does not grow with the number of either, only
 * with the number of different depths of the patterns.
 */
export interface OriginSet {
  readonly exact: ReadonlySet<string>;
  /** As written: `https://*.example.com`, `http://localhost:*`. */
  readonly patterns: ReadonlySet<string>;
  /** Length of the longest origin that can match: longer ones cost nothing. */
  readonly longest: number;
  /** The numbers of labels after `*.`, ascending: 2 for `https://*.example.com`. */
  readonly depths: readonly number[];
  /** Whether any pattern ends in `:*`. */
  readonly anyPort: boolean;
}

/** A host has at most 253 characters; the rest is for scheme and port. */
const LONGEST_ORIGIN = 300;

/** Scheme, host, and a port that is not 0 and has no leading zeros. */
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:]+\])(?::([1-9]\d{0,4}))?$/;

export function originSet(origins: readonly string[]): OriginSet {
  const patterns = origins.filter((origin) => origin.includes('*'));
  const depths = patterns.filter((pattern) => pattern.includes('*.')).map((pattern) => pattern.split('.').length - 1);
  return {
    exact: fixedSet(origins.filter((origin) => !origin.includes('*'))),
    patterns: fixedSet(patterns),
    longest: patterns.length > 0 ? LONGEST_ORIGIN : origins.reduce((most, origin) => Math.max(most, origin.length), 0),
    depths: [...new Set(depths)].sort((a, b) => a - b),
    anyPort: patterns.some((pattern) => pattern.endsWith(':*')),
  };
}

/** An immutable set. */
export const fixedSet = (names: readonly string[]): ReadonlySet<string> =>
  Object.freeze(Object.assign(new Set(names), { add: undefined, delete: undefined, clear: undefined }));

/** Whether the text looks like an origin that a browser sends; `null` does not. */
export function isWellFormedOrigin(text: string): boolean {
  const [origin, scheme, port = 1] = (text.length <= LONGEST_ORIGIN && ORIGIN.exec(text)) || [];
  return origin !== undefined && +port < 65536 && !/^(?:http80|https443)$/.test(`${scheme}${port}`);
}

export function hasOrigin(set: OriginSet, origin: string): boolean {
  if (origin.length > set.longest) return false;
  if (set.exact.size > 0 && set.exact.has(origin)) return true;
  return set.patterns.size > 0 && matchesPattern(set, origin) && isWellFormedOrigin(origin);
}

function matchesPattern({ patterns, depths, anyPort }: OriginSet, origin: string): boolean {
  if (depths.length > 0 && hasParent(patterns, depths, origin)) return true;
  if (!anyPort) return false;
  const withAnyPort = `${origin.replace(/:\d{1,5}$/, '')}:*`;
  return patterns.has(withAnyPort) || hasParent(patterns, depths, withAnyPort);
}

/** Whether `*.` and the last labels, as many as one of the depths, are one of the patterns. */
function hasParent(patterns: ReadonlySet<string>, depths: readonly number[], origin: string): boolean {
  const start = origin.indexOf('://') + 3;
  let dot = origin.length;
  let labels = 0;
  for (const depth of depths) {
    for (; labels < depth; labels++) dot = origin.lastIndexOf('.', dot - 1);
    if (dot <= start) return false;
    if (patterns.has(`${origin.slice(0, start)}*${origin.slice(dot)}`)) return true;
  }
  return false;
}
