import type { Directive, Word } from '../blocks.js';
import { glob } from '../origins-of.js';
import { compiled } from '../regex-samples.js';
import { type Candidate, ECHOED, type RequestToRespond, type Responded, type SentHeader } from '../responder.js';

/** Sites and the blocks of paths inside, outermost first. */
export type Scopes = readonly (readonly Directive[])[];

const RESPONDS = /^(?:reverse_proxy|php_fastcgi|file_server|respond|redir|error|abort)$/;

/** What Caddy does with a request in the innermost of these scopes. */
export function run(scopes: Scopes, request: RequestToRespond): Responded {
  const headers: SentHeader[] = [];
  const matchers = new Map(
    scopes
      .flat()
      .filter(({ name }) => name.startsWith('@'))
      .map((one) => [one.name, one]),
  );
  const depth = scopes.length - 1;
  let responded: Pick<Responded, 'by' | 'status'> | undefined;
  // Headers of outer scopes first; the innermost scope responds, else one around it.
  for (const [index, scope] of scopes.entries()) {
    apply(scope);
    if (index === depth) inside(scope);
  }
  for (const scope of scopes.toReversed()) responded ??= terminal(scope);
  return {
    by: responded?.by ?? 'upstream',
    status: responded?.status ?? 200,
    headers: headers.filter(({ value }) => value !== ''),
  };

  /** The first handle whose matcher holds runs. */
  function inside(scope: readonly Directive[]): void {
    const found = scope.find(
      (one) =>
        one.block &&
        /^(?:handle|route)$/.test(one.name) &&
        one.words[0]?.text.startsWith('@') &&
        isMatched(one.words[0].text),
    );
    if (!found?.block) return;
    apply(found.block);
    inside(found.block);
    responded ??= terminal(found.block);
  }

  function apply(scope: readonly Directive[]): void {
    for (const one of scope) {
      if (one.name === 'route' && one.block && one.words.length === 0) apply(one.block);
      if (one.name !== 'header') continue;
      const [first, ...rest] = one.words;
      const hasMatcher = first !== undefined && /^[@/*]/.test(first.text);
      if (hasMatcher && !isMatched(first.text)) continue;
      const words = hasMatcher ? rest : one.words;
      for (const field of one.block ?? []) set(field.name, field.words[0], field);
      if (words[0]) set(words[0].text, words[1], one);
    }
  }

  function set(field: string, value: Word | undefined, { at }: Directive): void {
    const name = field
      .replace(/^[-+?>]+/, '')
      .replace(/:$/, '')
      .toLowerCase();
    if (!field.startsWith('+') && !(field.startsWith('?') && headers.some((one) => one.name === name)))
      headers.splice(0, headers.length, ...headers.filter((one) => one.name !== name));
    if (!field.startsWith('-') && value) headers.push({ name, value: filled(value.text), at, onErrors: true });
  }

  function filled(text: string): string | undefined {
    const all = text
      .replace(
        /\{(?:http\.request\.header\.Origin|header\.Origin|>Origin|http\.regexp\.\w+\.0|re\.\w+\.0|re\.0)\}/gi,
        request.origin ?? '',
      )
      .replace(
        /\{(?:http\.request\.header|header)\.Access-Control-Request-Headers\}|\{>Access-Control-Request-Headers\}/gi,
        request.method === 'OPTIONS' ? ECHOED : '',
      )
      .replace(/\{\$\w+:([^}]*)\}/g, '$1');
    return /\{[^}]*\}/.test(all) ? undefined : all;
  }

  function terminal(scope: readonly Directive[]): Pick<Responded, 'by' | 'status'> | undefined {
    for (const one of scope) {
      if (!RESPONDS.test(one.name)) continue;
      const matcher = one.words.find(({ text }) => text.startsWith('@'));
      if (matcher && !isMatched(matcher.text)) continue;
      if (/^(?:reverse_proxy|php_fastcgi)$/.test(one.name)) return { by: 'upstream', status: 200 };
      const code = Number(one.words.map(({ text }) => text).findLast((text) => /^\d{3}$/.test(text)) ?? 200);
      return { by: 'self', status: one.name === 'file_server' && request.method === 'OPTIONS' ? 405 : code };
    }
    return undefined;
  }

  function isMatched(name: string): boolean {
    if (!name.startsWith('@')) return true;
    const matcher = matchers.get(name);
    if (!matcher) return false;
    return matcher.block
      ? allHold(matcher.block)
      : holds({ ...matcher, name: matcher.words[0]?.text ?? '', words: matcher.words.slice(1) });
  }

  /** Several lines for one header are alternatives. */
  function allHold(rules: readonly Directive[]): boolean {
    const sameField = ({ name, words }: Directive) => (name === 'header' ? words[0]?.text.toLowerCase() : undefined);
    return rules.every((one) => {
      const field = sameField(one);
      return field === undefined ? holds(one) : rules.some((other) => sameField(other) === field && holds(other));
    });
  }

  function holds({ name, words, block }: Pick<Directive, 'name' | 'words' | 'block'>): boolean {
    const texts = words.map(({ text }) => text);
    switch (name) {
      case 'method':
        return texts.some((one) => one.toUpperCase() === request.method);
      case 'header':
        if (/^access-control-request-(?:method|headers)$/i.test(texts[0] ?? ''))
          return request.method === 'OPTIONS' && (texts.length === 1 || texts.slice(1).includes('*'));
        if (!/^origin$/i.test(texts[0] ?? '')) return false;
        return request.origin !== undefined && (texts.length === 1 || texts.slice(1).some((one) => originMatches(one)));
      case 'header_regexp': {
        const at = texts.findIndex((one) => /^origin$/i.test(one));
        return at >= 0 && (compiled(texts[at + 1] ?? '', '')?.test(request.origin ?? '') ?? false);
      }
      case 'path':
        return true;
      case 'not':
        if (block) return !allHold(block);
        return !holds({ name: texts[0] ?? '', words: words.slice(1) });
      default:
        return false;
    }
  }

  function originMatches(text: string): boolean {
    if (!text.includes('*')) return text === request.origin;
    return compiled(starred(text), '')?.test(request.origin ?? '') ?? false;
  }
}

/** `*` stands at the beginning, at the end or at both. */
const starred = (text: string): string => `^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`;

/** The origins and patterns that matchers name. */
export function candidatesOf(scopes: Scopes): readonly Candidate[] {
  const rules = scopes
    .flat()
    .filter(({ name }) => name.startsWith('@'))
    .flatMap((one) => one.block ?? [{ ...one, name: one.words[0]?.text ?? '', words: one.words.slice(1) }]);
  return rules.flatMap(({ name, words }): Candidate[] => {
    const index = words.findIndex(({ text }) => /^origin$/i.test(text));
    if (index < 0) return [];
    const regex = words[index + 1];
    if (name === 'header_regexp' && regex)
      return [{ kind: 'pattern', text: regex.text, regex: regex.text, flags: '', at: regex.at }];
    if (name !== 'header') return [];
    return words
      .slice(index + 1)
      .filter(({ text }) => text !== '*')
      .map(({ text, at }) => (text.includes('*') ? glob(text, at) : { kind: 'text', text, at }));
  });
}
