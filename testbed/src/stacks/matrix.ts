import type { CellResult } from './cell.js';

/** The stacks and causes of a run, in the order in which they came. */
export interface Matrix {
  readonly stacks: readonly string[];
  readonly causes: readonly string[];
  /** What a square holds: green, red, or nothing where there is no such cell. */
  square(stack: string, cause: string): '✓' | '✗' | '·';
}

export function matrixOf(results: readonly CellResult[]): Matrix {
  return {
    stacks: [...new Set(results.map(({ stack }) => stack))],
    causes: [...new Set(results.map(({ cause }) => cause))].sort(),
    square(stack, cause) {
      const here = results.filter((one) => one.stack === stack && one.cause === cause);
      if (here.length === 0) return '·';
      return here.every(({ problems }) => problems.length === 0) ? '✓' : '✗';
    },
  };
}

/** For a terminal: causes are numbered, with a legend below. */
export function matrixText({ stacks, causes, square }: Matrix): string {
  const width = Math.max(...stacks.map((stack) => stack.length));
  const rows = [
    `${' '.repeat(width)} ${causes.map((_, index) => String(index + 1).padStart(3)).join('')}`,
    ...stacks.map((stack) => `${stack.padEnd(width)} ${causes.map((cause) => `  ${square(stack, cause)}`).join('')}`),
    '',
    ...causes.map((cause, index) => `${String(index + 1).padStart(3)}  ${cause}`),
  ];
  return rows.join('\n');
}

/** The same as a table in Markdown. */
export function matrixMarkdown({ stacks, causes, square }: Matrix): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['stack', ...causes.map((_, index) => String(index + 1))]),
    row(['---', ...causes.map(() => ':-:')]),
    ...stacks.map((stack) => row([stack, ...causes.map((cause) => square(stack, cause))])),
    '',
    ...causes.map((cause, index) => `${index + 1}. \`${cause}\``),
  ].join('\n');
}
