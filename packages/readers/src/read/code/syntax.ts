import type { Parser, SyntaxNode, Tree } from '@lezer/common';
import { type SourceFile, type SyntaxProblem, spanOf } from '../source-file.js';

/** In milliseconds: a hostile text can keep a parser busy for minutes. */
const PARSE_LIMIT = 2000;
/** Deeper than any real code. */
const MAX_DEPTH = 500;

/** The syntax tree with the first error in it, or why there is none. */
export function parseBounded(
  file: SourceFile,
  parser: Parser,
): { readonly tree: Tree; readonly problem?: SyntaxProblem } | SyntaxProblem {
  const parse = parser.startParse(file.text);
  const end = performance.now() + PARSE_LIMIT;
  let tree = parse.advance();
  while (!tree && performance.now() < end) tree = parse.advance();
  if (!tree) return { message: 'Parsing the file takes too long.', at: spanOf(file) };
  let depth = 0;
  let deepest = 0;
  let broken: number | undefined;
  tree.cursor().iterate(
    ({ type, from }) => {
      depth++;
      deepest = Math.max(deepest, depth);
      if (type.isError) broken ??= from;
      return depth <= MAX_DEPTH || undefined;
    },
    () => {
      depth--;
    },
  );
  if (deepest > MAX_DEPTH) return { message: 'The code is nested too deeply.', at: spanOf(file) };
  return broken === undefined
    ? { tree }
    : { tree, problem: { message: 'The file has a syntax error.', at: spanOf(file, broken) } };
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
