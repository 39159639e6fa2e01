import { printable } from '@corsmith/evidence';
import type { CodeMark, Line, Mark } from './line.js';

/** The SGR codes that begin and end a look. */
const LOOK: Readonly<Record<Mark, readonly [begin: number, end: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  strong: [1, 22],
  dim: [2, 22],
  code: [36, 39],
  added: [32, 39],
  removed: [31, 39],
  around: [2, 22],
};

/** There a tab is part of the text. */
const CODE_MARKS: ReadonlySet<Mark> = new Set<CodeMark>(['code', 'added', 'removed', 'around']);

export type Colour = 'colour' | 'plain';

/** Lines as text for a terminal, without anything that a terminal would obey but our own colours. */
export const paint = (lines: readonly Line[], colour: Colour): string =>
  lines.map((line) => `${paintLine(line, colour)}\n`).join('');

function paintLine(line: Line, colour: Colour): string {
  return line
    .map((span) => {
      if (typeof span === 'string') return printable(span);
      const [mark, raw] = span;
      const text = CODE_MARKS.has(mark) ? raw.split('\t').map(printable).join('\t') : printable(raw);
      if (colour === 'plain') return text;
      const [begin, end] = LOOK[mark];
      return `\x1b[${begin}m${text}\x1b[${end}m`;
    })
    .join('');
}

/** https://no-color.org and https://force-color.org; NO_COLOR wins. */
export function colourOf(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colour {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (no) return 'plain';
  if (force) return force === '0' || force === 'false' ? 'plain' : 'colour';
  return stream.isTTY === true && term !== 'dumb' ? 'colour' : 'plain';
}

/** Columns to write in: 80, or fewer where the terminal is narrower. */
export const widthOf = (stream: { readonly columns?: number }): number =>
  Math.max(40, Math.min(80, stream.columns || 80));
