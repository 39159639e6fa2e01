import { compiled } from '../regex-samples.js';

/** What an expression of Apache reads of a request. https://httpd.apache.org/docs/2.4/expr.html */
export interface ExpressionContext {
  /** `%{NAME}`, or a function's value such as `req('Origin')`; undefined if it is not known. */
  readonly variable: (name: string) => string | undefined;
  readonly call: (name: string, argument: string) => string | undefined;
}

/** Whether an expression holds. What is not known is taken as false. */
export function holdsExpression(text: string, context: ExpressionContext): boolean {
  return new Expression(text, context).value();
}

const TOKEN =
  /\s*(?:(&&|\|\||!=|==|=~|!~|[()!{},]|=|-(?:n|z|in|eq|ne|strmatch|strcmatch)\b)|'([^']*)'|"([^"]*)"|(%\{[^}]*\})|(m([#/|!])((?:\\.|(?!\6).)*)\6(\w*)|\/((?:\\.|[^/\\])*)\/(\w*))|([A-Za-z_][\w-]*|\d+))/y;

type Token =
  | { readonly kind: 'sign' | 'word'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly text: string }
  | { readonly kind: 'regex'; readonly text: string; readonly flags: string };

/** Deeper than any real one. */
const MAX_DEPTH = 50;

class Expression {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(
    text: string,
    private readonly context: ExpressionContext,
  ) {
    this.tokens = tokensOf(text);
  }

  value(): boolean {
    const held = this.any();
    // What is left over is not understood.
    return held && this.at >= this.tokens.length;
  }

  private any(): boolean {
    if (++this.depth > MAX_DEPTH) return false;
    let held = this.all();
    while (this.takes('||')) held = this.all() || held;
    this.depth--;
    return held;
  }

  private all(): boolean {
    let held = this.one();
    while (this.takes('&&')) held = this.one() && held;
    return held;
  }

  private one(): boolean {
    if (this.takes('!')) return !this.one();
    if (this.takes('(')) {
      const held = this.any();
      this.takes(')');
      return held;
    }
    if (this.takes('-n')) return (this.word() ?? '') !== '';
    if (this.takes('-z')) return (this.word() ?? '') === '';
    const next = this.tokens[this.at];
    if (next?.kind === 'word' && /^(?:true|false)$/.test(next.text) && this.tokens[this.at + 1]?.text !== '(') {
      this.at++;
      return next.text === 'true';
    }
    const left = this.word();
    const sign = this.tokens[this.at++];
    if (sign?.kind !== 'sign') return false;
    if (sign.text === '-in') return this.list().includes(left);
    if (sign.text === '=~' || sign.text === '!~') return this.matches(left) === (sign.text === '=~');
    const right = this.word();
    if (left === undefined || right === undefined) return false;
    return (left === right) === (sign.text === '==' || sign.text === '=' || sign.text === '-eq');
  }

  private matches(left: string | undefined): boolean {
    const token = this.tokens[this.at++];
    if (left === undefined || !token) return false;
    const flags = token.kind === 'regex' && token.flags.includes('i') ? 'i' : '';
    return compiled(token.text, flags)?.test(left) ?? false;
  }

  private list(): readonly (string | undefined)[] {
    const all: (string | undefined)[] = [];
    if (!this.takes('{')) return [this.word()];
    do all.push(this.word());
    while (this.takes(','));
    this.takes('}');
    return all;
  }

  private word(): string | undefined {
    const token = this.tokens[this.at++];
    if (token?.kind === 'text') return this.filled(token.text);
    if (token?.kind === 'variable') return this.context.variable(token.text);
    if (token?.kind !== 'word') return undefined;
    if (!this.takes('(')) return token.text;
    const argument = this.word() ?? '';
    this.takes(')');
    return this.context.call(token.text, argument);
  }

  /** `'%{HTTP_HOST}'` */
  private filled(text: string): string | undefined {
    let known = true;
    const all = text.replace(/%\{([^}]*)\}/g, (_, name: string) => {
      const value = this.context.variable(name);
      if (value === undefined) known = false;
      return value ?? '';
    });
    return known ? all : undefined;
  }

  private takes(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.at++;
    return true;
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const token = new RegExp(TOKEN.source, 'y');
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) return /\S/.test(text.slice(at)) ? [] : tokens;
    const [, sign, single, double, variable, regex, , source, flags, slashed, slashFlags, word] = found;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (single !== undefined || double !== undefined) tokens.push({ kind: 'text', text: single ?? double ?? '' });
    else if (variable !== undefined) tokens.push({ kind: 'variable', text: variable.slice(2, -1) });
    else if (regex !== undefined)
      tokens.push({ kind: 'regex', text: source ?? slashed ?? '', flags: flags ?? slashFlags ?? '' });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}
