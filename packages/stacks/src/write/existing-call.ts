import type { SyntaxNode } from '@lezer/common';
import { type Code, nodesOf, sourceOf } from './code-tree.js';

/** The code of a recipe for one file. */
interface RecipeCode {
  /** One import a line; empty if there are none. */
  readonly imports: string;
  readonly body: string;
}

/**
 * The recipe's own call with other options, right after the app is created: it can be replaced. Undefined if anything else
 * in the file is about CORS (`marks`), apart from the import.
 */
export function existingCall(
  code: Code,
  creation: SyntaxNode,
  { imports, body }: RecipeCode,
  marks: readonly SyntaxNode[],
): SyntaxNode | undefined {
  let call = creation.nextSibling;
  while (call && /Comment$/.test(call.name)) call = call.nextSibling;
  if (call?.name !== 'ExpressionStatement' || !isCall(code, call, body.trim())) return undefined;
  const { from, to } = call;
  const isExpected = (mark: SyntaxNode) => (mark.from >= from && mark.to <= to) || isImport(code, mark, imports);
  const isImported = imports === '' || marks.some((mark) => isImport(code, mark, imports));
  return isImported && marks.every(isExpected) ? call : undefined;
}

/** Whether only the options differ: one object, or nothing. */
function isCall(code: Code, statement: SyntaxNode, wanted: string): boolean {
  const source = `${sourceOf(code, statement).replace(/;$/, '')};`;
  const head = wanted.slice(0, wanted.indexOf('{'));
  const tail = wanted.slice(wanted.lastIndexOf('}') + 1);
  if (!source.startsWith(head) || !source.endsWith(tail) || source.length < head.length + tail.length) return false;
  const options = source.slice(head.length, source.length - tail.length).trim();
  const objects = nodesOf(statement, /^ObjectExpression$/).map((node) => sourceOf(code, node));
  return options === '' || objects.includes(options);
}

function isImport(code: Code, mark: SyntaxNode, imports: string): boolean {
  for (let node: SyntaxNode | null = mark; node; node = node.parent)
    if (node.name === 'ImportDeclaration' || node.name === 'VariableDeclaration')
      return plain(sourceOf(code, node)) === plain(imports);
  return false;
}

/** Whether the file has that import, or needs none. */
export const hasImport = (code: Code, imports: string): boolean =>
  imports === '' ||
  nodesOf(code.tree.topNode, /^(?:Import|Variable)Declaration$/).some(
    (node) => plain(sourceOf(code, node)) === plain(imports),
  );

/** Without the style of its quotes and its semicolon. */
const plain = (line: string): string => line.replaceAll('"', "'").replace(/;$/, '');
