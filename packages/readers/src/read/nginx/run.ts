import type { Directive, Word } from '../blocks.js';
import { compiled } from '../regex-samples.js';
import { ECHOED, type RequestToRespond, type Responded, type SentHeader } from '../responder.js';
import type { Context } from './contexts.js';

/** Undefined: not known here. */
type Text = string | undefined;

/** Maps and conditions that refer to each other. */
const MAX_DEPTH = 20;

/** What nginx does with a request at a location: its rewrite phase, then the headers of the level that counts. */
export function run({ levels }: Context, request: RequestToRespond): Responded & { readonly block?: Directive } {
  const variables = new Map<string, Text>();
  const maps = new Map<string, Directive>();
  for (const { directives } of levels)
    for (const one of directives) if (one.name === 'map' && one.block && one.words[1]) maps.set(one.words[1].text, one);

  const state: { block?: Directive; status?: number } = {};
  for (const level of levels) {
    if (level.name === 'http') continue;
    delete state.block;
    if (rewrite(level.directives, 0)) break;
  }
  const within = state.block?.block ?? [];
  const headers = within.some(isHeader)
    ? within
    : (levels.findLast(({ directives }) => directives.some(isHeader))?.directives ?? []);
  const isPassed = [...within, ...(levels.at(-1)?.directives ?? [])].some(({ name }) => PASS.test(name));
  const status = state.status ?? 200;
  return {
    by: state.status === undefined && isPassed ? 'upstream' : 'self',
    // Static files take GET and HEAD only.
    status: state.status ?? (request.method === 'OPTIONS' && !isPassed ? 405 : 200),
    headers: headers.filter(isHeader).flatMap((one) => headerFrom(one, status)),
    ...(state.block && { block: state.block }),
  };

  /** Whether the request has ended. */
  function rewrite(directives: readonly Directive[], depth: number): boolean {
    if (depth > MAX_DEPTH) return true;
    for (const one of directives) {
      if (one.name === 'set' && one.words[0]) variables.set(one.words[0].text, valueFrom(one.words[1]));
      else if (one.name === 'if' && one.block && isTrue(one.words)) {
        state.block = one;
        if (rewrite(one.block, depth + 1)) return true;
      } else if (one.name === 'return') {
        const status = Number(one.words[0]?.text);
        state.status = Number.isInteger(status) ? status : 302;
        return true;
      } else if (one.name === 'break') return false;
    }
    return false;
  }

  function headerFrom({ words, at }: Directive, responded: number): SentHeader[] {
    const [name, value, always] = words;
    if (!name) return [];
    const onErrors = always?.text === 'always';
    if (responded >= 400 && !onErrors) return [];
    return [{ name: name.text.toLowerCase(), value: valueFrom(value), at, onErrors }];
  }

  function valueFrom(word: Word | undefined, depth = 0): Text {
    if (!word) return '';
    let known = true;
    const text = word.text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string, plain: string) => {
      const value = variable(`$${braced ?? plain}`, depth);
      if (value === undefined) known = false;
      return value ?? '';
    });
    return known ? text : undefined;
  }

  function variable(name: string, depth: number): Text {
    if (depth > MAX_DEPTH) return undefined;
    if (variables.has(name)) return variables.get(name);
    if (name === '$http_origin') return request.origin ?? '';
    if (name === '$request_method') return request.method;
    if (name === '$scheme') return 'https';
    if (/^\$\d$/.test(name)) return '';
    if (name === '$http_access_control_request_headers') return request.method === 'OPTIONS' ? ECHOED : '';
    if (name === '$http_access_control_request_method') return request.method === 'OPTIONS' ? 'PUT' : '';
    const map = maps.get(name);
    return map ? mapped(map, depth + 1) : undefined;
  }

  function mapped({ words, block = [] }: Directive, depth: number): Text {
    const input = valueFrom(words[0], depth);
    if (input === undefined) return undefined;
    const exact = block.find(
      ({ name }) =>
        name !== 'default' && !name.startsWith('~') && name.replace(/^\\/, '').toLowerCase() === input.toLowerCase(),
    );
    const chosen =
      exact ??
      block.find(({ name }) => name.startsWith('~') && patternOf(name)?.test(input)) ??
      block.find(({ name }) => name === 'default');
    return chosen ? valueFrom(chosen.words[0], depth) : '';
  }

  function isTrue(words: readonly Word[]): boolean {
    const parts = conditionOf(words);
    const [left, operator, ...rest] = parts;
    if (!left) return false;
    const value = valueFrom(left);
    if (!operator) return value !== undefined && value !== '' && value !== '0';
    if (left.text.startsWith('-') || left.text.startsWith('!-')) return false;
    const right = rest[0] ?? { text: '', isQuoted: true, at: operator.at };
    if (value === undefined) return false;
    switch (operator.text) {
      case '=':
        return value === valueFrom(right);
      case '!=':
        return value !== valueFrom(right);
      case '~':
      case '~*':
        return compiled(right.text, operator.text === '~' ? '' : 'i')?.test(value) ?? false;
      case '!~':
      case '!~*':
        return !(compiled(right.text, operator.text === '!~' ? '' : 'i')?.test(value) ?? true);
      default:
        return false;
    }
  }
}

const PASS = /^(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass$/;

const isHeader = ({ name }: Directive): boolean => name === 'add_header';

/** `~^https://…$` of a map. */
export function patternOf(key: string): RegExp | undefined {
  const isCaseless = key.startsWith('~*');
  return compiled(key.slice(isCaseless ? 2 : 1), isCaseless ? 'i' : '');
}

/** The words of a condition without its parentheses. */
export function conditionOf(words: readonly Word[]): readonly Word[] {
  const stripped = words.map((word, i) => {
    if (word.isQuoted) return word;
    let { text } = word;
    if (i === 0) text = text.replace(/^\(/, '');
    return { ...word, text };
  });
  const last = stripped.at(-1);
  if (!last) return [];
  const closed = last.isQuoted ? last : { ...last, text: last.text.replace(/\)$/, '') };
  return [...stripped.slice(0, -1), closed].filter(({ text, isQuoted }) => isQuoted || text !== '');
}
