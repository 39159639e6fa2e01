import type { SyntaxNode } from '@lezer/common';
import { type Code, childrenOf, lineOf, sourceOf } from './code-tree.js';
import { type Edit, inserted, refused } from './edit.js';
import { missingNames } from './missing-names.js';

/** What is inserted into a file, and where. */
export type Insertions = readonly { readonly at: number; readonly text: string }[];

/** How a language writes a text. */
export interface Texts {
  quoted(text: string): string;
  textOf(code: Code, node: SyntaxNode): string;
}

/** All changes together, unless one of them is the reason why not. */
export function editOf(text: string, changes: readonly (Insertions | string)[]): Edit {
  const reason = changes.find((change) => typeof change === 'string');
  if (reason !== undefined) return refused(reason);
  const insertions = changes.filter((change) => typeof change !== 'string').flat();
  return insertions.length === 0 ? { kind: 'unchanged' } : { kind: 'edited', text: inserted(text, insertions) };
}

export const unreadable = (code: Code, node: SyntaxNode, what: string): string =>
  `Line ${lineOf(code, node.from)} decides ${what} by code (${sourceOf(code, node).slice(0, 60)}). Change it there.`;

/** A single text becomes a list of it and of these. */
export const listed = ({ from, to }: SyntaxNode, added: readonly string[], { quoted }: Texts): Insertions => [
  { at: from, text: '[' },
  { at: to, text: `${added.map((one) => `, ${quoted(one)}`).join('')}]` },
];

/** The texts that the list lacks, after its last element. */
export function appended(code: Code, array: SyntaxNode, wanted: readonly string[], texts: Texts): Insertions {
  const elements = childrenOf(array).filter(({ name }) => !/^[[\],]$|Comment$/.test(name));
  const known = elements.filter(({ name }) => name === 'String').map((node) => texts.textOf(code, node));
  const added = known.includes('*') ? [] : missingNames(known, wanted).map(texts.quoted);
  if (added.length === 0) return [];
  const last = elements.at(-1);
  return last
    ? [{ at: last.to, text: added.map((one) => `, ${one}`).join('') }]
    : [{ at: array.from + 1, text: added.join(', ') }];
}
