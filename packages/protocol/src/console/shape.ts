import { normalizeValue } from '../header-list.js';
import type { SqueezedText } from './squeezed-text.js';

/**
 * The words of a message with holes: `Method {token} is not allowed`. What a hole holds goes by its name:
 * - `status`: digits, or `(null)`;
 * - `urlWord`, `originWord`: up to white space or a quotation mark, but for the words that follow it;
 * - `token`, `method`, `url`, `origin`, `location`, `page`, `redirectedFrom`: no white space, so that a line break inside is the
 *   paste's;
 * - `target`: the same with `(redirected from …)` in it;
 * - any other: free text.
 */
export interface Shape {
  /** The words between the holes, squeezed; the first stands before the first hole. */
  readonly literals: readonly [string, ...string[]];
  readonly holes: readonly string[];
  /** Whether a full stop may follow, which people leave out. */
  readonly stop: 'optional' | 'none';
}

/** What stands in the holes, by name, and where in the squeezed text the shape ends. */
export interface Reading {
  readonly parts: Readonly<Record<string, string>>;
  readonly end: number;
}

const UNBROKEN = ['token', 'method', 'url', 'origin', 'location', 'page', 'redirectedFrom'];

export function shape(template: string): Shape {
  const stop = /[^{}]{9}\.$/.test(template) ? 'optional' : 'none';
  const [first = '', ...rest] = template.slice(0, stop === 'optional' ? -1 : undefined).split(/\{(\w+)\}/);
  const squeezed = (words: string) => words.replace(/\s+/g, '');
  return {
    literals: [squeezed(first), ...rest.filter((_, i) => i % 2 === 1).map(squeezed)],
    holes: rest.filter((_, i) => i % 2 === 0),
    stop,
  };
}

/** Reads a shape that begins at `at` and whose words begin before `limit`. */
export function readShape(
  text: SqueezedText,
  { literals: exact, holes, stop }: Shape,
  at: number,
  limit: number,
): Reading | undefined {
  const literals = exact.map((words) => text.words(words));
  const [first = ''] = literals;
  if (!text.chars.startsWith(first, at)) return undefined;
  const parts: Record<string, string> = {};
  let position = at + first.length;
  for (const [i, hole] of holes.entries()) {
    const words = literals[i + 1] ?? '';
    const read = HOLES[hole] ?? (i === holes.length - 1 ? lastHole : innerHole);
    const end = read(text, position, limit, words);
    if (end === undefined || !text.chars.startsWith(words, end)) return undefined;
    const value = holeValue(text, hole, position, end);
    if (UNBROKEN.includes(hole) && /\s/.test(value) && !OPAQUE_URL.test(value)) return undefined;
    parts[hole] = value;
    position = end + words.length;
  }
  return { parts, end: stop === 'optional' && text.chars[position] === '.' ? position + 1 : position };
}

/** Inside quotation marks, white space counts. */
function holeValue(text: SqueezedText, hole: string, from: number, to: number): string {
  if (hole in HOLES || hole === 'target' || UNBROKEN.includes(hole)) return text.slice(from, to, '');
  const value = text.sliceWithEdges(from, to, ' ');
  const isQuoted = /['"]/.test(text.chars[from - 1] ?? '') && /['"]/.test(text.chars[to] ?? '');
  return isQuoted ? value : normalizeValue(value);
}

/** URLs such as `data:text/plain,a b` can hold spaces. */
const OPAQUE_URL = /^(?!https?:)[a-z][a-z0-9+.-]*:\S/i;

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

/** Up to white space; it is read in the source, as squeezed it would run into what follows. */
const wordHole: Hole = ({ source, sourceIndex }, from, limit, words) => {
  const start = sourceIndex(from);
  const end = Math.min(start + LONGEST_WORD, sourceIndex(Math.max(from, limit)));
  const word = /^[^\s"\\\x1b]*/.exec(source.slice(start, end))?.[0] ?? '';
  return word.length > words.length && word.endsWith(words) ? from + word.length - words.length : undefined;
};

/** In characters. */
const LONGEST_WORD = 8192;

const statusHole: Hole = ({ source, sourceIndex }, from) => {
  const start = sourceIndex(from);
  const status = /^(?:\d{1,4}|\(null\))/.exec(source.slice(start, start + 6))?.[0];
  return status === undefined ? undefined : from + status.length;
};

const HOLES: Readonly<Record<string, Hole>> = { status: statusHole, urlWord: wordHole, originWord: wordHole };
