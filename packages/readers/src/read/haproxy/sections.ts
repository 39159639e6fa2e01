import { type SourceFile, type Span, spanOf } from '../source-file.js';

/** `frontend`, `backend`, `listen` or `defaults`, with its lines. */
export interface Section {
  readonly kind: string;
  readonly name: string;
  readonly lines: readonly Line[];
  readonly at: Span;
}

export interface Line {
  readonly words: readonly string[];
  readonly at: Span;
}

export function readSections(file: SourceFile): readonly Section[] {
  const sections: Section[] = [];
  let lines: Line[] | undefined;
  let from = 0;
  for (const row of file.text.split('\n')) {
    const at = spanOf(file, from + row.length - row.trimStart().length, from + row.length);
    from += row.length + 1;
    const words = wordsOf(row);
    const [kind = '', name = ''] = words;
    if (words.length === 0) continue;
    if (
      /^(?:frontend|backend|listen|defaults|global|userlist|resolvers|peers|cache|program)$/.test(kind) &&
      !/^\s/.test(row)
    ) {
      lines = [];
      sections.push({ kind, name, lines, at });
      continue;
    }
    if (!lines) {
      // A fragment that is included somewhere.
      lines = [];
      sections.push({ kind: 'fragment', name: '', lines, at });
    }
    lines.push({ words, at });
  }
  return sections;
}

/** Quotes and backslashes keep spaces; `#` begins a comment. */
function wordsOf(row: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < row.length; i++) {
    const character = row.charAt(i);
    if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + (character === '\\' && quote === '"' ? (row[++i] ?? '') : character);
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\')
      word = (word ?? '') + (/[ #"'\\]/.test(row[i + 1] ?? '') ? row.charAt(++i) : `\\${row[++i] ?? ''}`);
    else if (character === '#') break;
    else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}
