import type { SyntaxNode } from '@lezer/common';
import { type SourceFile, type Span, spanOf } from '../source-file.js';
import type { CallValue, Value } from '../value.js';
import type { Assignment, Imported } from './code-file.js';

/** What the reader of a language notes while it goes over a file's syntax tree. */
export function codeNotes(file: SourceFile) {
  const calls: CallValue[] = [];
  const assignments: Assignment[] = [];
  const variables = new Map<string, Value | undefined>();
  const imports = new Map<string, Imported>();
  const made = new Map<string, Value>();
  const at = (node: SyntaxNode): Span => spanOf(file, node.from, node.to);
  return {
    calls,
    assignments,
    variables,
    imports,
    at,
    source: (node: SyntaxNode): string => file.text.slice(node.from, node.to),
    /** Every assignment after the first leaves a name unknown. */
    assign(target: string, value: Value, node: SyntaxNode): void {
      assignments.push({ target, value, at: at(node) });
      if (!target.includes('.')) variables.set(target, variables.has(target) ? undefined : value);
    },
    /** `convert`, once for each node. */
    once:
      (convert: (node: SyntaxNode) => Value) =>
      (node: SyntaxNode): Value => {
        const key = `${node.name} ${node.from} ${node.to}`;
        const value = made.get(key) ?? convert(node);
        made.set(key, value);
        return value;
      },
  };
}
