import { normalizeValue } from '../header-list.js';
import type { SqueezedText } from './squeezed-text.js';

/**
 * The words of a message with holes: `Method {token} is not allowed`. What a hole holds goes by its name:
 * - `status`: digits, or `(null)`;
 * - `word`: anything up to white space, but for the words that follow it;
 * - `token`, `url`, `origin`, `location`, `page`, `redirectedFrom`: no white space, so that a line break inside is the
 *   paste's;
 * - any other: free text.
 */
export interface Shape {
  /** The words between the holes, squeezed; the first stands before the first hole. */
  readonly literals: readonly [string, ...string[]];
  readonly holes: readonly string[];
}

/** What stands in the holes, by name, and where in the squeezed text the shape ends. */
export interface Reading {
  readonly parts: Readonly<Record<string, string>>;
  readonly end: number;
}

const UNBROKEN = ['token', 'url', 'origin', 'location', 'page', 'redirectedFrom'];

export function shape(template: string): Shape {
  const [first = '', ...rest] = template.split(/\{(\w+)\}/);
  const squeezed = (words: string) => words.replace(/\s+/g, '');
  return {
    literals: [squeezed(first), ...rest.filter((_, i) => i % 2 === 1).map(squeezed)],
    holes: rest.filter((_, i) => i % 2 === 0),
  };
}

/** Reads a shape that begins at `at` and whose words begin before `limit`. */
export function readShape(
  text: SqueezedText,
  { literals, holes }: Shape,
  at: number,
  limit: number,
): Reading | undefined {
  if (!text.chars.startsWith(literals[0], at)) return undefined;
  const parts: Record<string, string> = {};
  let position = at + literals[0].length;
  for (const [i, hole] of holes.entries()) {
    const words = literals[i + 1] ?? '';
    const read = HOLES[hole] ?? (i === holes.length - 1 ? lastHole : innerHole);
    const end = read(text, position, limit, words);
    if (end === undefined || !text.chars.startsWith(words, end)) return undefined;
    const isUnbroken = UNBROKEN.includes(hole);
    const inside = text.slice(position, end, isUnbroken ? '' : ' ');
    const isQuoted = words.startsWith("'") || words.startsWith('"');
    const value = isQuoted && !isUnbroken ? inside : normalizeValue(inside);
    if (isUnbroken && /\s/.test(value) && !OPAQUE_URL.test(value)) return undefined;
    parts[hole] = value;
    position = end + words.length;
  }
  return { parts, end: position };
}

/** URLs such as `data:text/plain,a b` can hold spaces. */
const OPAQUE_URL = /^(?!https?:)[a-z][a-z0-9+.-]*:/i;

/** Where the hole ends that begins at `from`, before `words`. */
type Hole = (text: SqueezedText, from: number, limit: number, words: string) => number | undefined;

/** Where the words first occur. */
const innerHole: Hole = ({ chars }, from, limit, words) => {
  const first = chars.slice(from, limit + words.length).indexOf(words);
  return first < 0 || from + first >= limit ? undefined : from + first;
};

/** Where the words last occur in the same line, as a value may hold them itself; to the end of the line without any. */
const lastHole: Hole = (text, from, limit, words) => {
  const line = Math.min(text.lineEnd(from), Math.max(from, limit));
  if (words === '') return line;
  const last = text.chars.slice(from, line).lastIndexOf(words);
  return last < 0 ? innerHole(text, from, limit, words) : from + last;
};

/** What the source has at that place: squeezed, it would run into what follows. */
const inSource = ({ source, sourceIndex }: SqueezedText, from: number, limit: number, pattern: RegExp): string => {
  const start = sourceIndex(from);
  return pattern.exec(source.slice(start, Math.min(start + LONGEST_WORD, sourceIndex(limit))))?.[0] ?? '';
};

/** In characters. */
const LONGEST_WORD = 8192;

const HOLES: Readonly<Record<string, Hole>> = {
  status(text, from, limit) {
    const status = inSource(text, from, limit, /^(?:\d{1,4}|\(null\))/);
    return status === '' ? undefined : from + status.length;
  },
  word(text, from, limit, words) {
    const word = inSource(text, from, limit, /^\S*/);
    return word.length > words.length && word.endsWith(words) ? from + word.length - words.length : undefined;
  },
};
