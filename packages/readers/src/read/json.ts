import { jsonText } from './json-text.js';
import { perFile } from './per-file.js';
import { type SourceFile, spanOf } from './source-file.js';
import type { Entry, Value } from './value.js';
import type { Documents } from './yaml.js';

/** Bounds the stack. */
const MAX_NESTING = 200;

class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

/** JSON with places; comments and commas at the end are taken too, as many tools do. */
export const readJson = perFile(parse);

function parse(file: SourceFile): Documents {
  const { text } = file;
  let at = 0;
  try {
    const value = read(0);
    skip();
    if (at < text.length) throw new SyntaxFault('something follows the end', at);
    return { documents: [value] };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { documents: [], problem: { message: `Invalid JSON: ${error.message}.`, at: spanOf(file, error.position) } };
  }

  function skip(): void {
    for (;;) {
      while (at < text.length && /\s/.test(text.charAt(at))) at++;
      if (text.startsWith('//', at)) at = end(text.indexOf('\n', at));
      else if (text.startsWith('/*', at)) at = end(text.indexOf('*/', at) + 2 || -1);
      else return;
    }
  }

  function end(position: number): number {
    return position < 0 ? text.length : position;
  }

  function read(depth: number): Value {
    skip();
    const from = at;
    if (depth > MAX_NESTING) throw new SyntaxFault('it is nested too deeply', at);
    const character = text[at];
    if (character === '{') return map(depth);
    if (character === '[') return list(depth);
    if (character === '"') {
      const string = quoted();
      return { kind: 'text', text: string, at: spanOf(file, from, at) };
    }
    const word = /^[\w.+-]+/.exec(text.slice(at, at + 40))?.[0];
    if (word === undefined) throw new SyntaxFault('a value is missing', at);
    at += word.length;
    const place = spanOf(file, from, at);
    if (word === 'true' || word === 'false') return { kind: 'boolean', boolean: word === 'true', at: place };
    if (word === 'null') return { kind: 'null', at: place };
    const number = Number(word);
    if (Number.isNaN(number)) throw new SyntaxFault(`${word} is not a value`, from);
    return { kind: 'number', number, text: word, at: place };
  }

  function map(depth: number): Value {
    const from = at++;
    const entries: Entry[] = [];
    for (skip(); text[at] !== '}'; skip()) {
      if (text[at] !== '"') throw new SyntaxFault('a name in double quotes is missing', at);
      const keyFrom = at;
      const key = quoted();
      const keyAt = spanOf(file, keyFrom, at);
      skip();
      if (text[at] !== ':') throw new SyntaxFault('a colon is missing', at);
      at++;
      entries.push({ key, keyAt, value: read(depth + 1) });
      comma('}');
    }
    at++;
    return { kind: 'map', entries, at: spanOf(file, from, at) };
  }

  function list(depth: number): Value {
    const from = at++;
    const items: Value[] = [];
    for (skip(); text[at] !== ']'; skip()) {
      items.push(read(depth + 1));
      comma(']');
    }
    at++;
    return { kind: 'list', items, at: spanOf(file, from, at) };
  }

  function comma(close: string): void {
    skip();
    if (text[at] === ',') at++;
    else if (text[at] !== close) throw new SyntaxFault('a comma is missing', at);
  }

  function quoted(): string {
    const from = at++;
    while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
    if (text[at] !== '"') throw new SyntaxFault('a quote is not closed', from);
    at++;
    const value = jsonText(text.slice(from, at));
    if (value === undefined) throw new SyntaxFault('a character is not escaped', from);
    return value;
  }
}
