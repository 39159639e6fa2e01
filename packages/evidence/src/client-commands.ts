import type { HeaderList } from '@corsmith/protocol';
import { bashCommands } from './bash-words.js';
import { importEntries } from './har.js';
import { entriesOf, httpHeads } from './http-heads.js';
import type { ImportedRequest } from './imported-request.js';
import { pageRequestOf, type WireSnapshot } from './page-request.js';

const COMMAND =
  /^(?:[^\S\n]|[$>%#] ?){0,10}((?:wget|https?|xh|xhs)(?=[^\S\n]+(?:[-'"\w:]))[^\n]*(?:\\\r?\n[^\n]*){0,100})/gm;

/** Whether a text begins with a command of wget, HTTPie or xh. */
export const hasClientCommand = (text: string): boolean => clientCommands(text).length > 0;

/** What these commands send, with what they printed. */
export function clientRequests(text: string): readonly ImportedRequest[] {
  const heads = httpHeads(text);
  const sent = clientCommands(text);
  const [only] = sent;
  if (heads.length === 0 || !only || sent.length > 1) return sent.map(pageRequestOf);
  const { method, url, headers } = only;
  const request = { method, url, headers: headers.map(([name, value]) => ({ name, value })) };
  return importEntries({ entries: entriesOf(heads, text, request), pages: new Map() }, 'curl-output');
}

function clientCommands(text: string): readonly WireSnapshot[] {
  return [...text.matchAll(COMMAND)].flatMap(([, command = '']) => {
    const [words = []] = wordsOf(command);
    const [name = '', ...rest] = words;
    const sent = name === 'wget' ? wgetSent(rest) : httpieSent(name, rest);
    return sent ? [sent] : [];
  });
}

/** A line that is no command may have an open quotation mark. */
function wordsOf(command: string): readonly (readonly string[])[] {
  try {
    return bashCommands(command);
  } catch {
    return [];
  }
}

function wgetSent(words: readonly string[]): WireSnapshot | undefined {
  const url = words.find((word) => /^https?:\/\//i.test(word));
  if (url === undefined) return undefined;
  const option = (name: string) =>
    words.flatMap((word, i) =>
      word === name ? [words[i + 1] ?? ''] : word.startsWith(`${name}=`) ? [word.slice(name.length + 1)] : [],
    );
  const body = [...option('--body-data'), ...option('--post-data')][0];
  return {
    source: 'wget',
    url,
    method: option('--method')[0] ?? (body === undefined ? 'GET' : 'POST'),
    headers: option('--header').flatMap(headerOf),
    ...(body !== undefined && { body }),
  };
}

const headerOf = (line: string): HeaderList => {
  const [, name, value = ''] = /^([^:]{1,100}):\s*(.*)$/s.exec(line) ?? [];
  return name === undefined ? [] : [[name, value]];
};

/** `http PUT api.example.com/users Origin:https://app.example.com name=value`. */
function httpieSent(name: string, words: readonly string[]): WireSnapshot | undefined {
  const given = words.filter((word) => !word.startsWith('-'));
  const method = given.slice(0, 1).find((word) => /^[A-Z]{3,10}$/.test(word));
  const [target = '', ...items] = method === undefined ? given : given.slice(1);
  if (!/^(?:https?:\/\/|:\d*(?:\/|$)|localhost\b|[\w-]+(?:\.[\w-]+)+)/i.test(target)) return undefined;
  const scheme = name === 'https' || name === 'xhs' ? 'https' : 'http';
  const url = /^https?:/i.test(target) ? target : `${scheme}://${target.startsWith(':') ? 'localhost' : ''}${target}`;
  const headers = items.flatMap((item) => (/^[\w-]+:(?!=)/.test(item) ? headerOf(item) : []));
  const fields = items.filter((item) => /^[\w[\]-]+(?::?=)/.test(item));
  return {
    source: 'httpie',
    url,
    method: method ?? (fields.length > 0 ? 'POST' : 'GET'),
    headers: [...headers, ...(fields.length > 0 ? [['Content-Type', 'application/json'] as const] : [])],
    ...(fields.length > 0 && { body: '{}', notes: ['The fields of the body are left out.'] }),
  };
}
