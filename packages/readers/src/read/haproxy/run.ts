import type { Candidate, RequestToRespond, Responded, SentHeader } from '../responder.js';
import { type Fetches, isMet, optionsOf } from './conditions.js';
import type { Line } from './sections.js';

const ORIGIN_FETCH = /^(?:req\.|request\.)?f?hdr(?:_\w+)?\(origin(?:,-?\d+)?\)/i;

/** What these lines, of a frontend and its backend, do with a request. */
export function run(lines: readonly Line[], request: RequestToRespond): Responded {
  const acls = new Map<string, string[][]>();
  const captures: boolean[] = [];
  const variables = new Map<string, string | undefined>();
  const headers: SentHeader[] = [];
  let own: { status: number; headers: SentHeader[] } | undefined;
  const hasErrors = lines.some(
    ({ words }) => /^(?:deny|tarpit|reject)$/.test(words[1] ?? '') && words[0] === 'http-request',
  );
  for (const { words } of lines) {
    if (words[0] === 'acl' && words[1] !== undefined)
      acls.set(words[1], [...(acls.get(words[1]) ?? []), words.slice(2)]);
    if (words[0] === 'capture' && words[1] === 'request' && words[2] === 'header')
      captures.push(/^origin$/i.test(words[3] ?? ''));
    if (words[0] === 'http-request' && words[1] === 'capture') captures.push(ORIGIN_FETCH.test(words[2] ?? ''));
  }
  for (const { words, at } of lines) {
    const [kind, action = ''] = words;
    if (kind === 'http-request' && own === undefined) {
      const [, variable] = /^set-var\(([^)]+)\)/.exec(action) ?? [];
      if (variable !== undefined) variables.set(variable, fetched(words[2] ?? '', 'request'));
      if (action === 'return' && isMet(words, fetchesIn('request')) === true) own = returned(words, { words, at });
    }
    const phase = kind === 'http-after-response' ? 'response' : kind === 'http-response' ? 'response' : undefined;
    if (phase && (kind === 'http-after-response' || own === undefined))
      change(words, at, kind === 'http-after-response');
    if (/^rspi?add$/.test(kind ?? '') && own === undefined && isMet(words, fetchesIn('response')) !== false) {
      const [, name = '', value = ''] = /^([\w-]+):\s*(.*)$/.exec(words[1] ?? '') ?? [];
      headers.push({ name: name.toLowerCase(), value, at, onErrors: !hasErrors });
    }
  }
  return {
    by: own ? 'self' : 'upstream',
    status: own?.status ?? 200,
    headers: own
      ? [...own.headers.filter((one) => !headers.some(({ name }) => name === one.name)), ...headers]
      : headers,
  };

  function fetchesIn(phase: 'request' | 'response'): Fetches {
    return { request, acls, valueFrom: (fetch) => fetched(fetch, phase) };
  }

  /** Headers of the request are gone in responses, but for what was captured. */
  function fetched(fetch: string, phase: 'request' | 'response'): string | undefined {
    if (ORIGIN_FETCH.test(fetch)) return phase === 'request' ? (request.origin ?? '') : '';
    const [, index] = /^capture\.req\.hdr\((\d+)\)/.exec(fetch) ?? [];
    if (index !== undefined) return captures[Number(index)] ? (request.origin ?? '') : undefined;
    const [, variable] = /^var\(([^)]+)\)/.exec(fetch) ?? [];
    if (variable !== undefined) return variables.get(variable);
    if (/^(?:capture\.req\.)?method$/.test(fetch)) return request.method;
    const [, text] = /^str\((.*)\)$/.exec(fetch) ?? [];
    return text;
  }

  function formatted(text: string, phase: 'request' | 'response'): string | undefined {
    let known = true;
    const all = text.replace(/%\[([^\]]*(?:\[[^\]]*\][^\]]*)*)\]/g, (_, fetch: string) => {
      const value = fetched(fetch, phase);
      if (value === undefined) known = false;
      return value ?? '';
    });
    return known ? all : undefined;
  }

  function change(words: readonly string[], at: Line['at'], always: boolean): void {
    const [, action, field = '', value = ''] = words;
    if (isMet(words, fetchesIn('response')) === false) return;
    const name = field.toLowerCase();
    if (action === 'set-header' || action === 'del-header')
      headers.splice(0, headers.length, ...headers.filter((one) => one.name !== name));
    if (action === 'set-header' || action === 'add-header')
      headers.push({ name, value: formatted(value, 'response'), at, onErrors: always || !hasErrors });
  }

  function returned(words: readonly string[], { at }: Line) {
    const found: SentHeader[] = [];
    let status = 200;
    for (let i = 2; i < words.length && words[i] !== 'if'; i++) {
      if (words[i] === 'status') status = Number(words[++i]);
      else if (words[i] === 'hdr') {
        found.push({
          name: (words[i + 1] ?? '').toLowerCase(),
          value: formatted(words[i + 2] ?? '', 'request'),
          at,
          onErrors: true,
        });
        i += 2;
      }
    }
    return { status, headers: found };
  }
}

/** The origins and patterns that conditions name. */
export function candidatesOf(lines: readonly Line[]): readonly Candidate[] {
  return lines.flatMap(({ words, at }): Candidate[] => {
    const specs = words[0] === 'acl' ? [words.slice(2)] : anonymous(words);
    return specs.flatMap(([criterion = '', ...rest]): Candidate[] => {
      if (!/origin|capture\.req|var\(/i.test(criterion)) return [];
      const { how, caseless, patterns } = optionsOf(criterion, rest);
      const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const pattern = (text: string, regex: string) =>
        ({ kind: 'pattern', text, regex, flags: caseless ? 'i' : '', at }) as const;
      return patterns.flatMap((text): Candidate[] => {
        if (how === 'reg') return [pattern(text, text)];
        if (how === 'beg') return [{ ...pattern(`${text}*`, `^${literal(text)}`), isGlob: true }];
        if (how === 'end') return [{ ...pattern(`*${text}`, `${literal(text)}$`), isGlob: true }];
        return how === 'str' ? [{ kind: 'text', text, at }] : [];
      });
    });
  });
}

function anonymous(words: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (let i = words.indexOf('{'); i >= 0; i = words.indexOf('{', i + 1)) {
    const end = words.indexOf('}', i);
    found.push(words.slice(i + 1, end < 0 ? undefined : end));
  }
  return found;
}
