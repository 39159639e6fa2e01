import type { Parser, SyntaxNode, Tree } from '@lezer/common';

/** A text and its syntax tree. */
export interface Code {
  readonly text: string;
  readonly tree: Tree;
}

/** A hostile text takes a parser minutes. Milliseconds. */
const PARSE_LIMIT = 2000;
/** Nobody's code is. */
const DEEPEST = 500;

/** The text's code, or a sentence that says why it is none. `source` is what the parser reads, place by place the same. */
export function parsed(text: string, parser: Parser, language: string, source = text): Code | string {
  const parse = parser.startParse(source);
  const end = performance.now() + PARSE_LIMIT;
  let tree = parse.advance();
  while (!tree && performance.now() < end) tree = parse.advance();
  if (!tree) return 'It takes too long to understand.';
  const code = { text, tree };
  let depth = 0;
  let broken: number | undefined;
  tree.cursor().iterate(
    ({ type, from }) => {
      depth++;
      if (type.isError || depth > DEEPEST) broken ??= from;
      return broken === undefined || undefined;
    },
    () => {
      depth--;
    },
  );
  return broken === undefined ? code : `Line ${lineOf(code, broken)} is not understood as ${language}.`;
}

export const sourceOf = ({ text }: Code, { from, to }: SyntaxNode): string => text.slice(from, to);

/** From 1. */
export const lineOf = ({ text }: Code, position: number): number => text.slice(0, position).split('\n').length;

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Every node of these names below one, itself included, in the order of the text. */
export function nodesOf(root: SyntaxNode, names: RegExp): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (names.test(node.name)) found.push(node.node);
  });
  return found;
}

/** The spaces and tabs with which the line of a position begins. */
export function indentAt({ text }: Code, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, position))?.[0] ?? '';
}

/** The end of a statement's last line, or undefined where more than a comment follows on it. */
export function endOfLine({ text }: Code, node: SyntaxNode, comment: RegExp): number | undefined {
  // A block may have the line break behind it in it.
  const to = node.from + text.slice(node.from, node.to).trimEnd().length;
  const newline = text.indexOf('\n', to);
  const end = newline < 0 ? text.length : newline;
  const rest = text.slice(to, end).trim();
  return rest === '' || comment.test(rest) ? end : undefined;
}
