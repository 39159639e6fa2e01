/**
 * Text without its white space, and the way back. A message that was pasted may be broken anywhere: at spaces, inside
 * words, with quote marks of mail or Markdown in front of each line. Its letters are the same in all of these.
 */
export interface SqueezedText {
  /** The text as it was given. */
  readonly source: string;
  /** Without white space, every kind of quotation mark straight. */
  readonly chars: string;
  /** Words as they are written in `chars`. */
  words(literal: string): string;
  /** The index in `source` of `chars[index]`. */
  sourceIndex(index: number): number;
  /** The index in `chars` at which the line of `chars[index]` ends. */
  lineEnd(index: number): number;
  /** The source of `chars` between two places, broken lines joined with `joint`. */
  slice(from: number, to: number, joint: '' | ' '): string;
  /** With the white space around it. */
  sliceWithEdges(from: number, to: number, joint: '' | ' '): string;
}

/**
 * White space of a line, invisible characters, colours of a terminal, the escape of a quotation mark, line breaks with the
 * marks of quotation after them. No group is repeated: that would take stack for each repetition.
 */
const BLANK = /[^\S\n]+|[\u200b-\u200d\u2060]+|\x1b\[[\d;]{0,20}[A-Za-z]?|\\(?=["'])|(?:^|\n)[\s>|\u2502\u2503]*/g;
const QUOTES = /['"\u00ab\u00bb\u00b4\u2018-\u201f\u2032\u2033\u2039\u203a`]/g;
const BLANK_OR_QUOTE = new RegExp(`${BLANK.source}|${QUOTES.source}`, 'g');
const SPACE = /\s+[\s>|\u2502\u2503]*/g;
const SINGLE_QUOTES = /[\u00b4\u2018\u2019\u201b\u2032`]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f]/g;

/**
 * How exact a text is: `folded` has no quotation marks, no upper case, and no difference between letters and digits that
 * look alike, as a text that was typed off or scanned.
 */
export type Exactness = 'exact' | 'folded';

/** Words as they are in a folded text. */
export const folded = (words: string): string =>
  words
    .replace(QUOTES, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[1|i]/g, 'l')
    .replace(/0/g, 'o');

/** Letters in the order of the text; linear in its length. */
export function squeeze(source: string, exactness: Exactness = 'exact'): SqueezedText {
  const isFolded = exactness === 'folded';
  const skipped = isFolded ? BLANK_OR_QUOTE : BLANK;
  /** Where in `chars` something was left out, how much was left out up to there, and which of it broke a line. */
  const gaps: number[] = [];
  const removed: number[] = [];
  const lineBreaks: number[] = [];
  let total = 0;
  for (const { index, 0: blank } of source.matchAll(skipped)) {
    if (blank === '') continue;
    const at = index - total;
    total += blank.length;
    gaps.push(at);
    removed.push(total);
    if (blank.includes('\n')) lineBreaks.push(at);
  }
  const bare = source.replace(skipped, '');
  const chars = isFolded ? folded(bare) : bare.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"');
  const sourceIndex = (index: number) => index + (removed[firstAbove(gaps, index) - 1] ?? 0);
  return {
    source,
    chars,
    words: isFolded ? foldedOnce : (words) => words,
    sourceIndex,
    lineEnd: (index) => lineBreaks[firstAbove(lineBreaks, index)] ?? chars.length,
    slice: (from, to, joint) =>
      to <= from ? '' : joinLines(source.slice(sourceIndex(from), sourceIndex(to - 1) + 1), joint),
    sliceWithEdges(from, to, joint) {
      const start = from === 0 ? 0 : sourceIndex(from - 1) + 1;
      return joinLines(source.slice(start, to === chars.length ? source.length : sourceIndex(to)), joint);
    },
  };
}

const FOLDED = new Map<string, string>();

/** The words of shapes are few. */
function foldedOnce(words: string): string {
  const known = FOLDED.get(words) ?? folded(words);
  FOLDED.set(words, known);
  return known;
}

const joinLines = (text: string, joint: string): string =>
  text.replace(SPACE, (space) => (space.includes('\n') ? joint : space));

/** The index of the first number above `limit` in an ascending list. */
function firstAbove(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = ascending[middle];
    if (found !== undefined && found <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
