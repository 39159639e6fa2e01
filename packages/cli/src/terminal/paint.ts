import { type Line, type Mark, textOf } from './line.js';
import { printable } from './printable.js';

/** The SGR codes that begin and end a look. */
const LOOK: Readonly<Record<Mark, readonly [begin: number, end: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  strong: [1, 22],
  dim: [2, 22],
  code: [36, 39],
};

export type Colour = 'colour' | 'plain';

/** Lines as text for a terminal, without anything that a terminal would obey but our own colours. */
export const paint = (lines: readonly Line[], colour: Colour): string =>
  lines.map((line) => `${paintLine(line, colour)}\n`).join('');

function paintLine(line: Line, colour: Colour): string {
  return line
    .map((span) => {
      const text = printable(textOf(span));
      if (typeof span === 'string' || colour === 'plain') return text;
      const [begin, end] = LOOK[span[0]];
      return `\x1b[${begin}m${text}\x1b[${end}m`;
    })
    .join('');
}

/** https://no-color.org and https://force-color.org; FORCE_COLOR wins. */
export function colourOf(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colour {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force) return force === '0' || force === 'false' ? 'plain' : 'colour';
  return stream.isTTY === true && !no && term !== 'dumb' ? 'colour' : 'plain';
}

/** Columns to write in: 80, or fewer where the terminal is narrower. */
export const widthOf = (stream: { readonly columns?: number }): number =>
  Math.max(40, Math.min(80, stream.columns || 80));
