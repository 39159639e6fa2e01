/** A file of a repository, as text. */
export interface SourceFile {
  /** Relative to the folder that is read, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A part of a file, in characters. */
export interface Span {
  readonly file: SourceFile;
  readonly from: number;
  readonly to: number;
}

/** From 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why a file can't be parsed, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly at: Span;
}

export const spanOf = (file: SourceFile, from = 0, to = from): Span => ({ file, from, to });

export const textAt = ({ file, from, to }: Span): string => file.text.slice(from, to);

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/** The line and column where a part begins. */
export function placeOf({ file, from }: Span): Place {
  const starts = lineStarts.get(file) ?? startsOf(file.text);
  lineStarts.set(file, starts);
  let [low, high, start] = [0, starts.length, 0];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const found = starts[middle];
    if (found !== undefined && found <= from) [low, start] = [middle, found];
    else high = middle;
  }
  return { line: low + 1, column: from - start + 1 };
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
