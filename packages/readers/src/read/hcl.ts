import { perFile } from './per-file.js';
import { type SourceFile, type Span, spanOf } from './source-file.js';
import type { Entry, Value } from './value.js';

/** `type "label" … { … }` */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Value;
  readonly blocks: readonly HclBlock[];
  readonly at: Span;
}

const MAX_DEPTH = 100;

/** The blocks and attributes of a Terraform file, tolerantly: what is no literal is unknown. */
export const readHcl = perFile((file) => new HclParser(file).body('', [], 0, 0));

/** The attributes of one block, or below its blocks of these types. */
export const blocksOf = (block: HclBlock, ...path: readonly string[]): readonly HclBlock[] =>
  path.reduce<readonly HclBlock[]>(
    (blocks, type) =>
      blocks.flatMap((one) =>
        // dynamic "cors_rule" { content { … } }
        one.blocks.flatMap((inner) =>
          inner.type === type
            ? [inner]
            : inner.type === 'dynamic' && inner.labels[0] === type
              ? blocksOf(inner, 'content')
              : [],
        ),
      ),
    [block],
  );

class HclParser {
  private at = 0;
  private readonly text: string;

  constructor(private readonly file: SourceFile) {
    this.text = file.text;
  }

  body(type: string, labels: readonly string[], from: number, depth: number): HclBlock {
    const entries: Entry[] = [];
    const blocks: HclBlock[] = [];
    for (this.skip(); this.at < this.text.length && this.text[this.at] !== '}'; this.skip()) {
      const start = this.at;
      const name = /^[\w-]+/.exec(this.text.slice(start, start + 200))?.[0];
      if (name === undefined || depth > MAX_DEPTH) {
        this.at++;
        continue;
      }
      this.at += name.length;
      this.skip();
      const keyAt = spanOf(this.file, start, start + name.length);
      if (this.text[this.at] === '=' && this.text[this.at + 1] !== '=') {
        this.at++;
        entries.push({ key: name, keyAt, value: this.expression(depth) });
        continue;
      }
      const own: string[] = [];
      for (; /["\w]/.test(this.text[this.at] ?? ''); this.skip()) {
        const label = /^(?:"([^"\n]*)"|([\w-]+))/.exec(this.text.slice(this.at, this.at + 300));
        if (!label) break;
        own.push(label[1] ?? label[2] ?? '');
        this.at += label[0].length;
      }
      if (this.text[this.at] !== '{') continue;
      this.at++;
      blocks.push(this.body(name, own, start, depth + 1));
    }
    this.at++;
    const at = spanOf(this.file, from, Math.min(this.at, this.text.length));
    return { type, labels, attributes: { kind: 'map', entries, at }, blocks, at };
  }

  private skip(): void {
    for (;;) {
      while (/[\s,]/.test(this.text[this.at] ?? '')) this.at++;
      if (this.text[this.at] === '#' || this.text.startsWith('//', this.at)) this.to('\n');
      else if (this.text.startsWith('/*', this.at)) this.to('*/');
      else return;
    }
  }

  private to(end: string): void {
    const found = this.text.indexOf(end, this.at);
    this.at = found < 0 ? this.text.length : found + end.length;
  }

  private expression(depth: number): Value {
    this.skip();
    const from = this.at;
    const first = this.operand(depth);
    const rest = this.text.slice(this.at, this.at + 500);
    // An operator, an index or an attribute follows: the value is computed.
    if (/^[ \t]*(?:[?:+\-*/%&|<>]|==|!=|\[|\.)/.test(rest)) {
      while (this.at < this.text.length && !/[\n,)\]}]/.test(this.text.charAt(this.at))) {
        if (/[([{"]/.test(this.text.charAt(this.at))) this.operand(depth + 1);
        else this.at++;
      }
      return {
        kind: 'unknown',
        because: `it is ${this.text.slice(from, this.at).trim().slice(0, 80)}`,
        at: spanOf(this.file, from, this.at),
      };
    }
    return first;
  }

  private operand(depth: number): Value {
    const from = this.at;
    const place = () => spanOf(this.file, from, this.at);
    const character = this.text[this.at];
    if (depth > MAX_DEPTH) {
      this.at++;
      return { kind: 'unknown', because: 'it is nested too deeply', at: place() };
    }
    if (character === '"') return this.string();
    if (character === '[' || character === '(') return this.list(character === '[' ? ']' : ')', depth);
    if (character === '{') return this.map(depth);
    const heredoc = /^<<-?(\w+)\r?\n/.exec(this.text.slice(from, from + 100));
    if (heredoc) {
      const end = new RegExp(`^[ \\t]*${heredoc[1]}\\b`, 'm').exec(this.text.slice(from + heredoc[0].length));
      const body = from + heredoc[0].length;
      const to = end ? body + end.index : this.text.length;
      this.at = end ? to + end[0].length : to;
      return { kind: 'text', text: this.text.slice(body, to), at: spanOf(this.file, body, to) };
    }
    const word = /^[\w.-]+/.exec(this.text.slice(from, from + 300))?.[0];
    if (word === undefined) {
      this.at++;
      return { kind: 'unknown', because: 'it is computed', at: place() };
    }
    this.at += word.length;
    if (word === 'true' || word === 'false') return { kind: 'boolean', boolean: word === 'true', at: place() };
    if (word === 'null') return { kind: 'null', at: place() };
    if (/^-?\d+(?:\.\d+)?$/.test(word)) return { kind: 'number', number: Number(word), text: word, at: place() };
    if (this.text[this.at] === '(') {
      const list = this.list(')', depth);
      const items = list.kind === 'list' ? list.items : [];
      if (/^(?:tolist|toset|jsonencode|distinct|compact|flatten|sort)$/.test(word) && items[0]) return items[0];
      if (word === 'concat')
        return { kind: 'list', items: items.flatMap((one) => (one.kind === 'list' ? one.items : [one])), at: place() };
      return { kind: 'unknown', because: `${word}() decides it`, at: place() };
    }
    return { kind: 'unknown', because: `it comes from ${word}`, at: place() };
  }

  private string(): Value {
    const from = this.at++;
    let unknown: string | undefined;
    let text = '';
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      if (this.text[this.at] === '\\') {
        text += this.text[this.at + 1] ?? '';
        this.at += 2;
      } else if (this.text.startsWith('${', this.at) && this.text[this.at - 1] !== '$') {
        const start = this.at;
        this.to('}');
        unknown ??= this.text.slice(start + 2, this.at - 1);
      } else text += this.text[this.at++];
    }
    this.at++;
    const at = spanOf(this.file, from, this.at);
    return unknown === undefined
      ? { kind: 'text', text, at }
      : { kind: 'unknown', because: `it comes from ${unknown.slice(0, 80)}`, at };
  }

  private list(close: string, depth: number): Value {
    const from = this.at++;
    const items: Value[] = [];
    for (this.skip(); this.at < this.text.length && this.text[this.at] !== close; this.skip()) {
      const before = this.at;
      items.push(this.expression(depth + 1));
      if (this.at === before) this.at++;
    }
    this.at++;
    return { kind: 'list', items, at: spanOf(this.file, from, this.at) };
  }

  private map(depth: number): Value {
    const from = this.at++;
    const entries: Entry[] = [];
    for (this.skip(); this.at < this.text.length && this.text[this.at] !== '}'; this.skip()) {
      const start = this.at;
      const key = /^(?:"((?:[^"\\\n]|\\.)*)"|\(?([\w.-]+)\)?)/.exec(this.text.slice(start, start + 300));
      if (!key) {
        this.at++;
        continue;
      }
      this.at += key[0].length;
      const keyAt = spanOf(this.file, start, this.at);
      this.skip();
      if (!/[=:]/.test(this.text[this.at] ?? '')) continue;
      this.at++;
      entries.push({ key: key[1] ?? key[2] ?? '', keyAt, value: this.expression(depth + 1) });
    }
    this.at++;
    return { kind: 'map', entries, at: spanOf(this.file, from, this.at) };
  }
}
