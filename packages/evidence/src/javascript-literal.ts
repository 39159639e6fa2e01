import { parseUrl } from '@corsmith/protocol';
import { ImportError, placeIn } from './import-error.js';

/** A value as it is written in JavaScript; `unknown` is an expression whose value the text does not show. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | typeof UNKNOWN
  | readonly Literal[]
  | { readonly [key: string]: Literal };

export const UNKNOWN: unique symbol = Symbol('an expression that is not evaluated');

/** Deeper ones are no options of fetch(). */
const DEPTH_LIMIT = 64;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const NAME = /[A-Za-z_$][\w$]*/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' };

const CONSTANTS: ReadonlyMap<string, Literal> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
]);

const CALLS: ReadonlyMap<string, (first: Literal, second: Literal) => Literal> = new Map<
  string,
  (first: Literal, second: Literal) => Literal
>([
  ['JSON.stringify', (first) => JSON.stringify(first, (_, part) => (typeof part === 'symbol' ? null : part))],
  ['Headers', (first) => first],
  ['HttpHeaders', (first) => first],
  ['URL', (first, base) => resolved(first, base)],
  ['Request', (url, options) => ({ ...(typeof options === 'object' && !Array.isArray(options) ? options : {}), url })],
  ['URLSearchParams', (first) => first],
]);

function resolved(url: Literal, base: Literal): Literal {
  if (typeof url !== 'string' || base === undefined) return url;
  return (typeof base === 'string' ? parseUrl(url, base)?.href : undefined) ?? UNKNOWN;
}

/** Reads literals from a place in a text on. */
export interface LiteralReader {
  readonly at: number;
  /** Takes these characters if they come next, after white space. */
  take(characters: string): boolean;
  /** @throws ImportError where no value follows. */
  value(): Literal;
}

export function literalReader(text: string, start: number): LiteralReader {
  let at = start;
  let depth = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }
  /** White space and comments. */
  function skip(): void {
    for (;;) {
      while (at < text.length && /\s/.test(text.charAt(at))) at++;
      const end = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : undefined;
      if (end === undefined) return;
      const found = text.indexOf(end, at + 2);
      at = found < 0 ? text.length : found + end.length;
    }
  }
  function take(characters: string): boolean {
    skip();
    if (!text.startsWith(characters, at)) return false;
    at += characters.length;
    return true;
  }
  const fail = (message: string, place = at): never => {
    throw new ImportError('not-a-command', [{ message, ...placeIn(text, place) }]);
  };

  function string(quote: string, open: number): string | typeof UNKNOWN {
    const parts: string[] = [];
    let isTemplate = false;
    for (; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === quote) {
        at++;
        return isTemplate ? UNKNOWN : parts.join('');
      }
      if (quote === '`' && char === '$' && text[at + 1] === '{') isTemplate = true;
      if (char === '\\') parts.push(escaped());
      else parts.push(char);
    }
    return fail('This string is not closed.', open);
  }
  /** From a backslash on; stays at the last character of the escape. */
  function escaped(): string {
    const next = text[++at] ?? '';
    const code = /^(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/i.exec(text.slice(at, at + 10));
    if (code) {
      at += code[0].length - 1;
      const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    return next === '\n' ? '' : (ESCAPES[next] ?? next);
  }

  function list(close: string, element: () => void): void {
    if (++depth > DEPTH_LIMIT) fail('This is nested too deeply.');
    while (!take(close)) {
      element();
      if (!take(',')) {
        if (!take(close)) fail(`Here a comma or ${close} is missing.`);
        break;
      }
    }
    depth--;
  }
  function object(): Literal {
    const entries: [string, Literal][] = [];
    list('}', () => {
      skip();
      const quote = text[at];
      const isQuoted = quote === '"' || quote === "'";
      if (isQuoted) at++;
      const key = isQuoted ? string(quote, at - 1) : match(NAME);
      if (typeof key !== 'string') return fail('Here the name of an option is missing.');
      // `{ method }` takes a variable.
      entries.push([key, take(':') ? value() : UNKNOWN]);
    });
    return Object.fromEntries(entries);
  }

  function value(): Literal {
    skip();
    const start = at;
    const char = text[at] ?? '';
    if ('"\'`'.includes(char) && char !== '') {
      at++;
      return afterwards(string(char, start));
    }
    if (take('{')) return object();
    if (take('[')) {
      const elements: Literal[] = [];
      list(']', () => elements.push(value()));
      return elements;
    }
    const number = match(NUMBER);
    if (number !== undefined && number !== '') return Number(number);
    return named();
  }

  /** `"a" + b` is no literal. */
  function afterwards(literal: Literal): Literal {
    if (!take('+')) return literal;
    const next = value();
    return typeof literal === 'string' && typeof next === 'string' ? literal + next : UNKNOWN;
  }

  /** A constant, a call whose result is known, or any other expression of names. */
  function named(): Literal {
    let name = match(NAME) ?? fail('Here a value is missing.');
    if (name === 'new') {
      skip();
      name = match(NAME) ?? '';
    }
    while (take('.')) name = `${name}.${match(NAME) ?? ''}`;
    if (!take('(')) return afterwards(CONSTANTS.has(name) ? CONSTANTS.get(name) : UNKNOWN);
    const given: Literal[] = [];
    list(')', () => given.push(value()));
    return afterwards(CALLS.get(name)?.(given[0], given[1]) ?? UNKNOWN);
  }

  return {
    get at() {
      return at;
    },
    take,
    value,
  };
}
