/** One thing that is wrong with a text, and where. */
export interface ImportProblem {
  /** A sentence that a person can act on. */
  readonly message: string;
  /** As in JavaScript: `log.entries[12].request.url`. */
  readonly path?: string;
  /** Both count from 1; columns in UTF-16 units. */
  readonly line?: number;
  readonly column?: number;
  /** The text around it, shortened. */
  readonly text?: string;
}

export type ImportErrorCode = 'not-json' | 'not-har' | 'empty' | 'too-large' | 'not-a-command' | 'unsupported';

/** A text can't be read as what it seems to be. Says everything that is wrong, the first things first. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;
  readonly problems: readonly [ImportProblem, ...ImportProblem[]];

  constructor(code: ImportErrorCode, problems: readonly [ImportProblem, ...ImportProblem[]]) {
    super(problems.map(sentence).join('\n'));
    this.code = code;
    this.problems = problems;
  }
}

function sentence({ message, path, line, column }: ImportProblem): string {
  const place = path ?? (line === undefined ? undefined : `line ${line}, column ${column}`);
  return place === undefined ? message : `${message} (${place})`;
}

/** Line and column of a place in a text, and what stands there. */
export function placeIn(text: string, index: number): Pick<ImportProblem, 'line' | 'column' | 'text'> {
  const at = Math.min(Math.max(index, 0), text.length);
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line++;
    start = next + 1;
  }
  const shown = text.slice(Math.max(start, at - SHOWN), at + SHOWN).split('\n', 1)[0] ?? '';
  return { line, column: at - start + 1, text: shown };
}

/** Characters on each side. */
const SHOWN = 30;
