import { perFile } from '../per-file.js';
import { type SourceFile, spanOf } from '../source-file.js';
import type { CallValue, Value } from '../value.js';
import { type CodeFile, NO_CODE } from './code-file.js';

/**
 * The calls of a C# file, each with the ones it continues as its receiver. Only what calls say is read: texts, numbers,
 * arrays and names; a lambda is a function without returns, its calls stand in the list.
 */
export const readCSharp = perFile(read);

const LIMIT = 400_000;
const MAX_DEPTH = 200;

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'mark';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const TOKEN =
  /(?<space>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^\s*#[^\n]*)|@"(?<verbatim>(?:""|[^"])*)"|\$@?"(?<interpolated>(?:\\.|[^"\\])*)"|"(?<text>(?:\\.|[^"\\\n])*)"|'(?:\\.|[^'\\])'|(?<number>\d[\d_]*(?:\.\d+)?)[mMdDfFlL]?|(?<name>@?[A-Za-z_]\w*)|(?<mark>=>|==|!=|\?\?|&&|\|\||[\s\S])/gy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const { space, verbatim, interpolated, text: plain, number, name, mark } = match.groups ?? {};
    const add = (kind: Token['kind'], value: string) =>
      tokens.push({ kind, text: value, from: match.index, to: match.index + match[0].length });
    if (space !== undefined) continue;
    if (plain !== undefined) add('text', plain.replace(/\\(["\\])/g, '$1'));
    else if (verbatim !== undefined) add('text', verbatim.replaceAll('""', '"'));
    else if (interpolated !== undefined)
      add(interpolated.includes('{') ? 'mark' : 'text', interpolated.includes('{') ? '$' : interpolated);
    else if (number !== undefined) add('number', number.replaceAll('_', ''));
    else if (name !== undefined) add('name', name);
    else add('mark', mark ?? match[0]);
  }
  return tokens;
}

function read(file: SourceFile): CodeFile {
  const tokens = tokensOf(file.text.slice(0, LIMIT));
  const calls: CallValue[] = [];
  const variables = new Map<string, Value | undefined>();
  let at = 0;
  const is = (text: string, index = at): boolean => tokens[index]?.kind === 'mark' && tokens[index]?.text === text;

  while (at < tokens.length) {
    const name = tokens[at];
    if (name?.kind === 'name' && is('=', at + 1) && !is('=', at + 2)) {
      at += 2;
      const value = expression(0);
      variables.set(name.text, variables.has(name.text) ? undefined : value);
    } else if (name?.kind === 'name') expression(0);
    else at++;
  }
  return { ...NO_CODE(file), calls: calls.toSorted((a, b) => a.at.from - b.at.from || b.at.to - a.at.to), variables };

  /** A value with the calls and members that follow it. */
  function expression(depth: number): Value {
    const start = tokens[at];
    if (!start || depth > MAX_DEPTH) {
      at++;
      return { kind: 'unknown', because: 'it is computed', at: spanOf(file) };
    }
    let value = primary(start, depth);
    for (;;) {
      if (is('.') || (is('?') && is('.', at + 1))) {
        at += is('?') ? 2 : 1;
        const member = tokens[at];
        if (member?.kind !== 'name') return value;
        at++;
        value =
          value.kind === 'name' && !generic() && !is('(')
            ? { kind: 'name', name: `${value.name}.${member.text}`, at: spanOf(file, start.from, member.to) }
            : invoked(value, member, start.from, depth);
      } else if (is('(') && value.kind === 'name') {
        value = call(value.name, undefined, start.from, depth);
      } else if (is('??') || is('||')) {
        at++;
        const other = expression(depth + 1);
        value = {
          kind: 'call',
          callee: '??',
          arguments: [value, other],
          named: [],
          at: spanOf(file, start.from, other.at.to),
        };
      } else if (is('+')) {
        at++;
        const other = expression(depth + 1);
        value = {
          kind: 'call',
          callee: '+',
          arguments: [value, other],
          named: [],
          at: spanOf(file, start.from, other.at.to),
        };
      } else if (is('[')) {
        at++;
        const [key] = list(']', depth);
        value = {
          kind: 'call',
          callee: '[]',
          receiver: value,
          arguments: key ? [key] : [],
          named: [],
          at: spanOf(file, start.from, tokens[at - 1]?.to ?? start.to),
        };
      } else return value;
    }
  }

  /** Whether `<Type>` stands here, before a parenthesis. */
  function generic(): boolean {
    if (!is('<')) return false;
    for (let i = at + 1; i < at + 12 && tokens[i]; i++) {
      if (is('>', i)) {
        at = i + 1;
        return true;
      }
    }
    return false;
  }

  function invoked(receiver: Value, member: Token, from: number, depth: number): Value {
    generic();
    if (is('('))
      return call(
        receiver.kind === 'name' ? `${receiver.name}.${member.text}` : `.${member.text}`,
        receiver,
        from,
        depth,
      );
    return {
      kind: 'call',
      callee: `.${member.text}`,
      receiver,
      arguments: [],
      named: [],
      at: spanOf(file, from, member.to),
    };
  }

  function call(callee: string, receiver: Value | undefined, from: number, depth: number): Value {
    at++;
    const args = list(')', depth);
    const value: CallValue = {
      kind: 'call',
      callee,
      arguments: args,
      named: [],
      at: spanOf(file, from, tokens[at - 1]?.to ?? from),
      ...(receiver && { receiver }),
    };
    calls.push(value);
    return value;
  }

  function primary(token: Token, depth: number): Value {
    const place = spanOf(file, token.from, token.to);
    at++;
    if (token.kind === 'text') return { kind: 'text', text: token.text, at: place };
    if (token.kind === 'number') return { kind: 'number', number: Number(token.text), text: token.text, at: place };
    if (token.kind === 'mark') {
      if (token.text === '[' || token.text === '{')
        return {
          kind: 'list',
          items: list(token.text === '[' ? ']' : '}', depth),
          at: spanOf(file, token.from, tokens[at - 1]?.to ?? token.to),
        };
      if (token.text === '(') return parenthesised(token, depth);
      return { kind: 'unknown', because: 'it is computed', at: place };
    }
    if (is('=>')) return lambda(token.from, depth);
    if (/^(?:true|false)$/.test(token.text)) return { kind: 'boolean', boolean: token.text === 'true', at: place };
    if (token.text === 'null') return { kind: 'null', at: place };
    if (/^(?:new|await|return|async|static|var)$/.test(token.text)) return created(token, depth);
    return { kind: 'name', name: token.text, at: place };
  }

  /** `new[] { … }`, `new string[] { … }`, `new List<string> { … }` */
  function created(token: Token, depth: number): Value {
    if (token.text !== 'new') return expression(depth + 1);
    let i = at;
    while (i < tokens.length && !/^[({;,)]$/.test(tokens[i]?.text ?? '')) i++;
    if (is('(', i) && is(')', i + 1) && is('{', i + 2)) i += 2;
    if (!is('{', i)) return expression(depth + 1);
    at = i + 1;
    return { kind: 'list', items: list('}', depth), at: spanOf(file, token.from, tokens[at - 1]?.to ?? token.to) };
  }

  /** `(x)`, or the parameters of a lambda. */
  function parenthesised(token: Token, depth: number): Value {
    const [first] = list(')', depth);
    if (is('=>')) return lambda(token.from, depth);
    return first ?? { kind: 'unknown', because: 'it is computed', at: spanOf(file, token.from, token.to) };
  }

  function lambda(from: number, depth: number): Value {
    at++;
    if (is('{')) {
      let open = 0;
      do {
        if (is('{')) open++;
        if (is('}')) open--;
        if (tokens[at]?.kind === 'name') expression(depth + 1);
        else at++;
      } while (open > 0 && at < tokens.length);
      return { kind: 'function', parameters: [], returns: [], at: spanOf(file, from, tokens[at - 1]?.to ?? from) };
    }
    const value = expression(depth + 1);
    return { kind: 'function', parameters: [], returns: [value], at: spanOf(file, from, tokens[at - 1]?.to ?? from) };
  }

  /** What stands up to a closing mark, separated by commas. */
  function list(close: string, depth: number): readonly Value[] {
    const items: Value[] = [];
    while (at < tokens.length && !is(close)) {
      // name: value
      if (tokens[at]?.kind === 'name' && is(':', at + 1)) at += 2;
      items.push(expression(depth + 1));
      while (at < tokens.length && !is(',') && !is(close)) {
        if (/^[)}\]]$/.test(tokens[at]?.text ?? '') && tokens[at]?.kind === 'mark') return items;
        if (tokens[at]?.kind === 'name') expression(depth + 1);
        else at++;
      }
      if (is(',')) at++;
    }
    at++;
    return items;
  }
}
