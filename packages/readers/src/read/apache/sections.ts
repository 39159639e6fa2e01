import { Nesting } from '../nesting.js';
import { type SourceFile, type Span, type SyntaxProblem, spanOf } from '../source-file.js';

/** A directive, or a section with those inside. */
export interface Statement {
  /** Lowercase. */
  readonly name: string;
  readonly words: readonly string[];
  readonly at: Span;
  readonly inside?: readonly Statement[];
}

const MAX_DEPTH = 50;

interface Open {
  readonly name: string;
  readonly into: Statement[];
  readonly at: Span;
}

/** The statements of an Apache configuration. */
export function readSections(file: SourceFile): {
  readonly statements: readonly Statement[];
  readonly problem?: SyntaxProblem;
} {
  const root: Statement[] = [];
  const open = new Nesting<Open>({ name: '', into: root, at: spanOf(file) });
  let problem: SyntaxProblem | undefined;
  let from = 0;
  // A backslash at its end continues a line.
  for (const row of file.text.split(/(?<!\\)\r?\n/)) {
    const text = row.replace(/\\\r?\n/g, ' ').trim();
    const start = from + row.length - row.trimStart().length;
    const at = spanOf(file, start, from + row.length);
    from += row.length + (file.text[from + row.length] === '\r' ? 2 : 1);
    if (text === '' || text.startsWith('#')) continue;
    const [, closing] = /^<\/\s*([\w-]+)\s*>/.exec(text) ?? [];
    const [, opening, argument = ''] = /^<\s*([\w-]+)\s*(.*?)>?\s*$/.exec(text) ?? [];
    if (closing !== undefined) {
      const matches = open.depth > 0 && open.innermost.name === closing.toLowerCase();
      if (matches) open.close();
      else problem ??= { message: `</${closing}> closes nothing.`, at };
    } else if (opening !== undefined) {
      const inside: Statement[] = [];
      open.innermost.into.push({ name: opening.toLowerCase(), words: wordsOf(argument), at, inside });
      if (open.depth >= MAX_DEPTH) break;
      open.open({ name: opening.toLowerCase(), into: inside, at });
    } else {
      const [name = '', ...words] = wordsOf(text);
      open.innermost.into.push({ name: name.toLowerCase(), words, at });
    }
  }
  if (open.depth > 0) problem ??= { message: `<${open.innermost.name}> is not closed.`, at: open.innermost.at };
  return { statements: root, ...(problem && { problem }) };
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g)].map(
    ([, double, single, plain]) => (double ?? single)?.replace(/\\(["'])/g, '$1') ?? plain ?? '',
  );

/** Sections that hold for whatever is around them. */
const TRANSPARENT = /^(?:ifmodule|ifdefine|ifversion|requireall|limitexcept)$/;

/** With the statements of transparent sections in their place. */
export const flat = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((one) => (one.inside && TRANSPARENT.test(one.name) ? flat(one.inside) : [one]));
