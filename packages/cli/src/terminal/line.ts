/** What a piece of text is, not how it looks: `paint` decides that. */
export type Mark = 'good' | 'bad' | 'strong' | 'dim' | CodeMark;

/** Text of a file, as it stands there or as it changes. */
export type CodeMark = 'code' | 'added' | 'removed' | 'around';

export type Span = string | readonly [mark: Mark, text: string];

export type Line = readonly Span[];

export const textOf = (span: Span): string => (typeof span === 'string' ? span : span[1]);

export const lengthOf = (line: Line): number => line.reduce((sum, span) => sum + textOf(span).length, 0);

export const BLANK: Line = [];

/** A word that is longer is shown by its beginning and end: a server may send megabytes without a space. */
const LONGEST_WORD = 400;

export const shortened = (word: string): string =>
  word.length <= LONGEST_WORD ? word : `${word.slice(0, LONGEST_WORD - 50)}…${word.slice(-49)}`;

/** Breaks text at spaces into rows of at most `width` characters. A longer word gets a row of its own. */
export function wrap(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(shortened)) {
    if (row !== '' && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else {
      row = row === '' ? word : `${row} ${word}`;
    }
  }
  return row === '' ? rows : [...rows, row];
}

/** Moves every line but blank ones to the right. */
export const indent = (columns: number, lines: readonly Line[]): Line[] =>
  lines.map((line) => (line.length === 0 ? line : [' '.repeat(columns), ...line]));

/** Two spaces, a label in its column, then the lines under each other. */
export function labelled(label: string, lines: readonly Line[]): Line[] {
  const [first = BLANK, ...rest] = lines;
  return [['  ', ['strong', label.padEnd(LABEL_COLUMN)], ...first], ...indent(2 + LABEL_COLUMN, rest)];
}

/** The widest label and two spaces. */
const LABEL_COLUMN = 11;

/** The columns that are left for text beside a label. */
export const besideLabel = (width: number): number => width - 2 - LABEL_COLUMN;

export const paragraph = (text: string, width: number, mark?: Mark): Line[] =>
  wrap(text, width).map((row) => [mark === undefined ? row : [mark, row]]);

/** `a, b and c` */
export const listed = (texts: readonly string[]): string => texts.join(', ').replace(/, (?=[^,]*$)/, ' and ');
