/** The result of inserting a recipe into a text. */
export type Edit =
  | { readonly kind: 'edited'; readonly text: string }
  /** The text already has the recipe. */
  | { readonly kind: 'unchanged' }
  /** A sentence that says what in the text prevents it. */
  | { readonly kind: 'refused'; readonly why: string };

export const refused = (why: string): Edit => ({ kind: 'refused', why });

/** A recipe's code, split into its imports and the rest. */
export interface Snippet {
  readonly imports: readonly string[];
  readonly body: readonly string[];
}

export function snippetOf(code: string): Snippet {
  const lines = code.replace(/\n+$/, '').split('\n');
  const isImport = (line: string) => /^(?:import|from) /.test(line);
  const body = lines.filter((line) => !isImport(line));
  return { imports: lines.filter(isImport), body: body.slice(body.findIndex((line) => line !== '')) };
}

/** The lines with an indent, except empty ones. */
export const indented = (lines: readonly string[], indent: string): string =>
  lines.map((line) => (line === '' ? '' : indent + line)).join('\n');

/** The text with these insertions; those at one place in their order. */
export const inserted = (text: string, insertions: readonly { readonly at: number; readonly text: string }[]): string =>
  [...insertions]
    .reverse()
    .sort((a, b) => b.at - a.at)
    .reduce((all, one) => all.slice(0, one.at) + one.text + all.slice(one.at), text);
