import { Nesting } from './nesting.js';
import { type SourceFile, type Span, type SyntaxProblem, spanOf } from './source-file.js';

/** A word of a directive; quotes are removed. */
export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly at: Span;
}

/** `name argument … ;` or `name argument … { … }`. */
export interface Directive {
  readonly name: string;
  readonly words: readonly Word[];
  /** Undefined without braces. */
  readonly block?: readonly Directive[];
  readonly at: Span;
}

/** A directive with braces. */
export interface Block extends Directive {
  readonly block: readonly Directive[];
}

export const isBlock = (directive: Directive): directive is Block => directive.block !== undefined;

export interface Blocks {
  readonly directives: readonly Directive[];
  readonly problem?: SyntaxProblem;
}

/** Deeper than any real file. */
const MAX_DEPTH = 100;

/**
 * Reads the syntax of nginx, which others share: words, quotes, comments, and statements that end with a semicolon or a
 * block. `newline`: a statement ends with its line instead, as in a Caddyfile.
 */
export function readBlocks(file: SourceFile, end: 'semicolon' | 'newline'): Blocks {
  const { text } = file;
  let at = 0;
  let problem: SyntaxProblem | undefined;
  const root: Directive[] = [];
  const open = new Nesting<{ readonly into: Directive[]; readonly from: number }>({ into: root, from: 0 });
  let words: Word[] = [];

  const fail = (message: string, from = at): void => {
    problem ??= { message, at: spanOf(file, from, from + 1) };
  };

  function finish(to: number, block?: Directive[]): void {
    const [first, ...rest] = words;
    words = [];
    if (!first) {
      if (block) open.innermost.into.push({ name: '', words: [], block, at: spanOf(file, to, to + 1) });
      return;
    }
    const span = spanOf(file, first.at.from, to);
    open.innermost.into.push({ name: first.text, words: rest, at: span, ...(block && { block }) });
  }

  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\n' && end === 'newline') {
      finish(at);
      at++;
    } else if (/\s/.test(character)) at++;
    else if (character === '#' && (at === 0 || /[\s;{}]/.test(text.charAt(at - 1)))) {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline;
    } else if (character === ';' && end === 'semicolon') finish(++at);
    else if (character === '{' && isBlockStart()) {
      const into: Directive[] = [];
      finish(at, into);
      if (open.depth >= MAX_DEPTH - 1) {
        fail('The blocks are nested too deeply.');
        break;
      }
      open.open({ into, from: at });
      at++;
    } else if (character === '}') {
      const [first] = words;
      if (first && end === 'semicolon') fail('A semicolon is missing before }.', first.at.from);
      finish(at);
      if (!open.close()) fail('} closes nothing.');
      at++;
    } else word();
  }
  finish(at);
  if (open.depth > 0) fail('{ is not closed.', open.innermost.from);
  return { directives: root, ...(problem && { problem }) };

  /** In a Caddyfile, `{args.0}` is a word, and a block's brace ends its line. */
  function isBlockStart(): boolean {
    return end === 'semicolon' || /^\{[ \t\r]*(?:#|\n|$)/.test(text.slice(at, at + 200));
  }

  function word(): void {
    const from = at;
    const quote = text.charAt(at);
    if (quote === '"' || quote === "'" || (quote === '`' && end === 'newline')) {
      let value = '';
      for (at++; at < text.length && text[at] !== quote; at++) {
        if (text[at] === '\\' && quote !== '`' && at + 1 < text.length) {
          at++;
          value += text[at] === quote || text[at] === '\\' ? text[at] : `\\${text[at]}`;
        } else value += text[at];
      }
      if (at >= text.length) fail('A quote is not closed.', from);
      at++;
      words.push({ text: value, isQuoted: true, at: spanOf(file, from, at) });
      return;
    }
    while (at < text.length) {
      const character = text.charAt(at);
      if (/\s/.test(character) || (character === ';' && end === 'semicolon')) break;
      if (character === '$' && text[at + 1] === '{') at = Math.max(at, text.indexOf('}', at));
      else if (character === '{' || character === '}') {
        if (end === 'semicolon') break;
        const close = character === '{' ? text.indexOf('}', at) : -1;
        if (close < 0 || text.slice(at, close).includes('\n')) break;
        at = close;
      } else if (character === '\\') at++;
      at++;
    }
    at = Math.min(at, text.length);
    if (at === from) at++;
    words.push({ text: text.slice(from, at), isQuoted: false, at: spanOf(file, from, at) });
  }
}

/** Every directive, and those in its blocks. */
export const allDirectives = (directives: readonly Directive[]): Directive[] =>
  directives.flatMap((one) => [one, ...allDirectives(one.block ?? [])]);
