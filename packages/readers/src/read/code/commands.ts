import { perFile } from '../per-file.js';
import { type SourceFile, type Span, spanOf } from '../source-file.js';
import type { Entry, Value } from '../value.js';

/**
 * Calls without parentheses, as Ruby's and Elixir's configurations are written: a name and, up to the end of the
 * statement, its arguments and keywords.
 */
export interface Command {
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly named: readonly Entry[];
  readonly at: Span;
}

export const readCommands = perFile((file): readonly Command[] => new Reading(file).commands());

interface Token {
  readonly kind: 'text' | 'regex' | 'words' | 'symbol' | 'number' | 'name' | 'key' | 'mark' | 'line';
  /** Its value: of a text without quotes, of words separated by one space. */
  readonly text: string;
  readonly flags?: string;
  readonly from: number;
  readonly to: number;
}

const LIMIT = 200_000;

/** One token; the alternatives are tried in this order. */
const TOKEN =
  /(?<space>[ \t\r]+|#[^\n]*|\\\n)|(?<line>\n|;)|%[wWi](?:\[(?<w1>[^\]]*)\]|\((?<w2>[^)]*)\)|\{(?<w3>[^}]*)\})|~w\[(?<w4>[^\]]*)\][as]?|(?:%r|~r)(?:\{(?<r1>(?:\\.|[^}\\])*)\}|\/(?<r2>(?:\\.|[^/\\\n])*)\/|"(?<r4>(?:\\.|[^"\\])*)")(?<f1>[a-z]*)|"(?<t1>(?:\\.|[^"\\])*)"(?<k1>:(?!:))?|'(?<t2>(?:\\.|[^'\\])*)'(?<k2>:(?!:))?|(?<key>[A-Za-z_]\w*[?!]?):(?!:)(?=\s|\[|"|')|:(?<symbol>[A-Za-z_]\w*[?!]?|"[^"]*")|(?<number>\d[\d_]*(?:\.\d+)?)|(?<name>@?[A-Za-z_][\w]*(?:(?:\.|::)[A-Za-z_]\w*)*[?!]?)|(?<arrow>=>)|(?<slash>\/)|(?<mark>\|\||&&|\.\w+|.)/gsy;

class Reading {
  readonly #file: SourceFile;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#tokens = tokensOf(file.text.slice(0, LIMIT));
  }

  /** The next one; undefined at the end. */
  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  commands(): readonly Command[] {
    const found: Command[] = [];
    let isStart = true;
    for (let token = this.#token; token; token = this.#token) {
      if (token.kind === 'name' && isStart) {
        const command = this.#command(token);
        if (command) found.push(command);
        isStart = false;
        continue;
      }
      isStart =
        token.kind === 'line' ||
        (token.kind === 'mark' && /^[{|]$/.test(token.text)) ||
        (token.kind === 'name' && /^(?:do|then|else)$/.test(token.text));
      this.#at++;
    }
    return found;
  }

  /** `name a, b, key: c`, also `name(a, key: c)`. */
  #command(name: Token): Command | undefined {
    const start = this.#at;
    this.#at++;
    let next = this.#tokens[this.#at];
    const hasParenthesis = next?.text === '(' && next.from === name.to;
    if (hasParenthesis) next = this.#tokens[++this.#at];
    if (!next || next.kind === 'line' || !startsValue(next)) {
      this.#at = start + 1;
      return undefined;
    }
    const args: Value[] = [];
    const named: Entry[] = [];
    this.#list(hasParenthesis ? ')' : undefined, args, named);
    const end = this.#tokens[this.#at - 1] ?? name;
    return { name: name.text, arguments: args, named, at: spanOf(this.#file, name.from, end.to) };
  }

  /** Values and pairs up to a closing mark, or to the end of the statement. */
  #list(close: string | undefined, items: Value[], named: Entry[]): void {
    for (;;) {
      this.#skipLines(close !== undefined);
      const token = this.#tokens[this.#at];
      if (!token) return;
      if (close !== undefined && token.text === close && token.kind === 'mark') {
        this.#at++;
        return;
      }
      if (
        close === undefined &&
        (token.kind === 'line' || token.text === 'do' || token.text === '}' || token.text === 'end')
      )
        return;
      const pair = this.#pair(token);
      if (pair) named.push(pair);
      else items.push(this.#value());
      this.#skipLines(close !== undefined);
      const after = this.#tokens[this.#at];
      if (after?.text === ',' && after.kind === 'mark') {
        this.#at++;
        this.#skipLines(true);
      } else if (close === undefined) {
        this.#toEnd();
        return;
      } else if (after && after.text !== close) this.#at++;
    }
  }

  #toEnd(): void {
    while (this.#token && this.#token.kind !== 'line') this.#at++;
  }

  #skipLines(doesSkip: boolean): void {
    while (doesSkip && this.#tokens[this.#at]?.kind === 'line') this.#at++;
  }

  /** `key: value`, `:key => value`, `"key" => value` */
  #pair(token: Token): Entry | undefined {
    const keyAt = spanOf(this.#file, token.from, token.to);
    if (token.kind === 'key') {
      this.#at++;
      this.#skipLines(true);
      return { key: token.text, keyAt, value: this.#value() };
    }
    if (this.#tokens[this.#at + 1]?.text !== '=>') return undefined;
    this.#at += 2;
    this.#skipLines(true);
    return { key: token.text, keyAt, value: this.#value() };
  }

  #value(): Value {
    const first = this.#single();
    const next = this.#tokens[this.#at];
    // ENV['A'] || 'b'
    if (next?.text === '||') {
      this.#at++;
      const second = this.#value();
      return {
        kind: 'call',
        callee: '||',
        arguments: [first, second],
        named: [],
        at: spanOf(this.#file, first.at.from, second.at.to),
      };
    }
    if (next?.text === '+' || next?.text === '++') {
      this.#at++;
      const second = this.#value();
      return {
        kind: 'call',
        callee: '+',
        arguments: [first, second],
        named: [],
        at: spanOf(this.#file, first.at.from, second.at.to),
      };
    }
    return first;
  }

  #single(): Value {
    const token = this.#token;
    if (!token)
      return { kind: 'unknown', because: 'the file ends here', at: spanOf(this.#file, this.#file.text.length) };
    this.#at++;
    const at = spanOf(this.#file, token.from, token.to);
    switch (token.kind) {
      case 'text':
        return this.#followed({ kind: 'text', text: token.text, at });
      case 'symbol':
        return { kind: 'text', text: token.text, at };
      case 'words':
        return this.#followed({ kind: 'list', items: this.#words(token), at });
      case 'regex':
        return { kind: 'regex', source: token.text, flags: token.flags ?? '', at };
      case 'number':
        return this.#followed({
          kind: 'number',
          number: Number(token.text.replaceAll('_', '')),
          text: token.text.replaceAll('_', ''),
          at,
        });
      case 'name':
        return this.#named(token, at);
    }
    if (token.text === '[' || token.text === '{' || token.text === '(') {
      const items: Value[] = [];
      const named: Entry[] = [];
      this.#list({ '[': ']', '{': '}', '(': ')' }[token.text], items, named);
      const to = this.#tokens[this.#at - 1]?.to ?? token.to;
      const span = spanOf(this.#file, token.from, to);
      return this.#followed(
        named.length > 0 && items.length === 0
          ? { kind: 'map', entries: named, at: span }
          : { kind: 'list', items, at: span },
      );
    }
    if (token.text === '*' && startsValue(this.#tokens[this.#at])) {
      const value = this.#value();
      return { kind: 'call', callee: '...', arguments: [value], named: [], at: value.at };
    }
    if (token.text === '-' && this.#tokens[this.#at]?.text === '>') return this.#lambda(at);
    return { kind: 'unknown', because: 'it is computed', at };
  }

  #named(token: Token, at: Span): Value {
    if (/^(?:true|false)$/.test(token.text)) return { kind: 'boolean', boolean: token.text === 'true', at };
    if (token.text === 'nil') return { kind: 'null', at };
    if (/^(?:lambda|proc|Proc\.new|fn)$/.test(token.text)) return this.#lambda(at);
    const next = this.#tokens[this.#at];
    if (next && (next.text === '[' || next.text === '(') && next.from === token.to) {
      this.#at++;
      const args: Value[] = [];
      const named: Entry[] = [];
      this.#list(next.text === '[' ? ']' : ')', args, named);
      const to = this.#tokens[this.#at - 1]?.to ?? next.to;
      return this.#followed({
        kind: 'call',
        callee: token.text,
        arguments: args,
        named,
        at: spanOf(this.#file, token.from, to),
      });
    }
    return this.#followed({ kind: 'name', name: token.text.replaceAll('::', '.'), at });
  }

  /** `.split(',')`, `.freeze`, `&.map(&:strip)` after a value. */
  #followed(value: Value): Value {
    let result = value;
    for (;;) {
      if (this.#tokens[this.#at]?.text === '&' && this.#tokens[this.#at + 1]?.text.startsWith('.')) this.#at++;
      const token = this.#tokens[this.#at];
      if (!token || !/^\.\w+$/.test(token.text)) return result;
      this.#at++;
      const args: Value[] = [];
      const next = this.#tokens[this.#at];
      if (next?.text === '(' && next.from === token.to) {
        this.#at++;
        this.#list(')', args, []);
      } else if (next?.text === '{') this.#skipBlock();
      const to = this.#tokens[this.#at - 1]?.to ?? token.to;
      result = {
        kind: 'call',
        callee: token.text,
        receiver: result,
        arguments: args,
        named: [],
        at: spanOf(this.#file, value.at.from, to),
      };
    }
  }

  #skipBlock(): void {
    let depth = 0;
    do {
      if (this.#token?.text === '{') depth++;
      if (this.#token?.text === '}') depth--;
      this.#at++;
    } while (depth > 0 && this.#at < this.#tokens.length);
  }

  #lambda(at: Span): Value {
    while (this.#token && !/^(?:\{|do|line)$/.test(this.#token.text) && this.#token.kind !== 'line') this.#at++;
    if (this.#token?.text === '{') this.#skipBlock();
    return { kind: 'function', parameters: [], returns: [], at };
  }

  #words({ text, from, to }: Token): readonly Value[] {
    const raw = this.#file.text.slice(from, to);
    const start = raw.search(/[[({]/) + 1;
    return [...raw.slice(start, -1).matchAll(/\S+/g)]
      .map(
        ({ 0: word, index }): Value => ({
          kind: 'text',
          text: word,
          at: spanOf(this.#file, from + start + index, from + start + index + word.length),
        }),
      )
      .filter(() => text !== '');
  }
}

const startsValue = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind !== 'mark'
    ? token.kind !== 'line' && !/^(?:do|if|unless|and|or|in)$/.test(token.text)
    : /^[[({*-]$/.test(token.text));

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = tokenOf(match.groups ?? {}, match[0], match.index, tokens.at(-1));
    if (token === 'regex') {
      // A slash where a value begins.
      const [whole = '', source = '', flags = ''] =
        /^\/((?:\\.|[^/\\\n])+)\/([a-z]*)/.exec(text.slice(match.index)) ?? [];
      if (whole !== '') {
        tokens.push({ kind: 'regex', text: source, flags, from: match.index, to: match.index + whole.length });
        TOKEN.lastIndex = match.index + whole.length;
        continue;
      }
      tokens.push({ kind: 'mark', text: '/', from: match.index, to: match.index + 1 });
    } else if (token) tokens.push(token);
    if (match[0] === '') break;
  }
  return tokens;
}

function tokenOf(
  groups: Record<string, string | undefined>,
  whole: string,
  from: number,
  before: Token | undefined,
): Token | 'regex' | undefined {
  const to = from + whole.length;
  const make = (kind: Token['kind'], text: string, flags?: string): Token => ({
    kind,
    text,
    from,
    to,
    ...(flags !== undefined && { flags }),
  });
  if (groups.space !== undefined) return undefined;
  if (groups.line !== undefined) return make('line', groups.line);
  const words = groups.w1 ?? groups.w2 ?? groups.w3 ?? groups.w4;
  if (words !== undefined) return make('words', words.trim().replace(/\s+/g, ' '));
  const regex = groups.r1 ?? groups.r2 ?? groups.r4;
  if (regex !== undefined) return make('regex', regex, groups.f1 ?? '');
  const text = groups.t1 ?? groups.t2;
  if (text !== undefined) return make((groups.k1 ?? groups.k2) ? 'key' : 'text', text.replace(/\\(["'\\])/g, '$1'));
  if (groups.key !== undefined) return make('key', groups.key);
  if (groups.symbol !== undefined) return make('symbol', groups.symbol.replaceAll('"', ''));
  if (groups.number !== undefined) return make('number', groups.number);
  if (groups.name !== undefined) return make('name', groups.name);
  if (groups.arrow !== undefined) return make('mark', '=>');
  if (groups.slash !== undefined)
    return before && /^(?:text|number|name|words)$/.test(before.kind) && before.to === from
      ? make('mark', '/')
      : 'regex';
  return make('mark', whole);
}
