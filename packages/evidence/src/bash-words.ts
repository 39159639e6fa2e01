import { ImportError, placeIn } from './import-error.js';

/** `\n` and the like in `$'…'`. */
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};
const CODE = /^(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3})/;

/**
 * The words of each command in a text for a POSIX shell. Nothing is expanded: `$HOME` and `*` stay as they are.
 * @throws ImportError where a quotation mark is not closed.
 */
export function bashCommands(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  let at = 0;
  const add = (more: string) => {
    word = (word ?? '') + more;
  };
  const endWord = () => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\\') {
      // Before a line break, the command goes on in the next line.
      const lineBreak = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0];
      if (lineBreak === undefined) add(text[at + 1] ?? '');
      at += 1 + (lineBreak?.length ?? 1);
    } else if (char === "'") {
      const end = closing(text, at, "'");
      add(text.slice(at + 1, end));
      at = end + 1;
    } else if (char === '"') {
      const { value, end } = doubleQuoted(text, at);
      add(value);
      at = end;
    } else if (char === '$' && text[at + 1] === "'") {
      const { value, end } = ansiQuoted(text, at + 1);
      add(value);
      at = end;
    } else if (char === ' ' || char === '\t' || char === '\r') {
      endWord();
      at++;
    } else if (char === '\n' || char === ';' || char === '|' || (char === '&' && word === undefined)) {
      endWord();
      commands.push([]);
      at++;
    } else if (char === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      const run = /^[^\\'"$ \t\r\n;|&#]+/.exec(text.slice(at, at + RUN))?.[0] ?? char;
      add(run);
      at += run.length;
    }
  }
  endWord();
  return commands.filter(({ length }) => length > 0);
}

/** Characters that are looked at together. */
const RUN = 256;

function closing(text: string, open: number, quote: string): number {
  const end = text.indexOf(quote, open + 1);
  if (end < 0) throw unclosed(text, open);
  return end;
}

const unclosed = (text: string, open: number): ImportError =>
  new ImportError('not-a-command', [{ message: 'This quotation mark is not closed.', ...placeIn(text, open) }]);

function doubleQuoted(text: string, open: number): { readonly value: string; readonly end: number } {
  const parts: string[] = [];
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { value: parts.join(''), end: at + 1 };
    const next = text[at + 1];
    if (char !== '\\' || next === undefined || !'$`"\\\n'.includes(next)) parts.push(char);
    else {
      if (next !== '\n') parts.push(next);
      at++;
    }
  }
  throw unclosed(text, open);
}

/** `$'…'` from its first quotation mark on. */
function ansiQuoted(text: string, open: number): { readonly value: string; readonly end: number } {
  const parts: string[] = [];
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "'") return { value: parts.join(''), end: at + 1 };
    if (char !== '\\') {
      parts.push(char);
      continue;
    }
    const code = CODE.exec(text.slice(at + 1, at + 10))?.[0];
    const next = text[++at] ?? '';
    parts.push(code === undefined ? (ESCAPES[next] ?? next) : character(code));
    at += Math.max(0, (code?.length ?? 1) - 1);
  }
  throw unclosed(text, open);
}

/** `x41`, `u0041`, `101`. */
function character(code: string): string {
  const digits = code.replace(/^[xuU]/, '');
  const point = Number.parseInt(digits, digits === code ? 8 : 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
