import type { Parser, SyntaxNode, Tree } from '@lezer/common';

/** A text and its syntax tree. */
export interface Code {
  readonly text: string;
  readonly tree: Tree;
}

/** In milliseconds: a hostile text can keep a parser busy for minutes. */
const PARSE_LIMIT = 2000;
/** Deeper than any real code. */
const MAX_DEPTH = 500;

/** The text with its syntax tree, or a sentence that says why it can't be parsed. The parser reads `source`, which has the same offsets. */
export function parsed(text: string, parser: Parser, language: string, source = text): Code | string {
  const parse = parser.startParse(source);
  const end = performance.now() + PARSE_LIMIT;
  let tree = parse.advance();
  while (!tree && performance.now() < end) tree = parse.advance();
  if (!tree) return 'Parsing the file takes too long.';
  const code = { text, tree };
  let depth = 0;
  let broken: number | undefined;
  tree.cursor().iterate(
    ({ type, from }) => {
      depth++;
      if (type.isError || depth > MAX_DEPTH) broken ??= from;
      return broken === undefined || undefined;
    },
    () => {
      depth--;
    },
  );
  return broken === undefined ? code : `Line ${lineOf(code, broken)} is not valid ${language}.`;
}

export const sourceOf = ({ text }: Code, { from, to }: SyntaxNode): string => text.slice(from, to);

/** From 1. */
export const lineOf = ({ text }: Code, position: number): number => text.slice(0, position).split('\n').length;

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Every node with a matching name at or below `root`, in text order. */
export function nodesOf(root: SyntaxNode, names: RegExp): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (names.test(node.name)) found.push(node.node);
  });
  return found;
}

/** The indentation of the line at a position. */
export function indentAt({ text }: Code, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, position))?.[0] ?? '';
}

/** The end of a statement's last line; undefined if more than a comment follows on that line. */
export function endOfLine({ text }: Code, node: SyntaxNode, comment: RegExp): number | undefined {
  // A block's node may include the line break after it, and a statement the semicolon that begins a later line.
  const to =
    node.from +
    text
      .slice(node.from, node.to)
      .replace(/\n\s*;$/, '')
      .trimEnd().length;
  const newline = text.indexOf('\n', to);
  const end = newline < 0 ? text.length : newline;
  const rest = text.slice(to, end).trim();
  return rest === '' || comment.test(rest) ? end : undefined;
}
