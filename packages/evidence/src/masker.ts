import type { HeaderList } from '@corsmith/protocol';
import { MASK, maskHeaderValue, maskText, secretsOfUrl } from './masking.js';
import { isSecretName } from './secret-name.js';

/** Shorter ones would match harmless text by chance. */
const SHORTEST_LITERAL = 8;

/** Lists of header names and methods, which are never secrets. */
const NAME_LISTS = new Set('exposes headers hidden methods read requestHeaders responseHeaders secrets'.split(' '));

/** Known secrets: masked wherever they appear, for example when a server sends them back. */
export interface KnownSecrets {
  /** Headers that the user gave; the values of those named like secrets are masked. */
  readonly headers?: HeaderList | undefined;
  /** The URL that the user gave. */
  readonly url?: string | undefined;
  /** Values of variables that came from the environment. */
  readonly values?: readonly string[] | undefined;
}

/** Masks secrets in texts, and in plain data by its keys. */
export interface Masker {
  readonly text: (text: string) => string;
  readonly data: <T>(data: T) => T;
}

export function maskerOf({ headers = [], url = '', values = [] }: KnownSecrets): Masker {
  const known = knownPattern([...headers.flatMap(secretsOfHeader), ...secretsOfUrl(url), ...values]);
  const text = (raw: string) => maskText(known ? raw.replace(known, MASK) : raw);
  const line = ([name, value]: readonly [string, string]) => [name, text(maskHeaderValue(name, value))];
  const items = (list: readonly unknown[], key: string | undefined): unknown =>
    list.map((item) => {
      if (typeof item === 'string') return key !== undefined && NAME_LISTS.has(key) ? item : text(item);
      return key === 'headers' && isLine(item) ? line(item) : walk(item, key);
    });
  const walk = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string') return text(value);
    if (key === 'header' && isLine(value)) return line(value);
    if (Array.isArray(value)) return items(value, key);
    if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
    // A fix consists of names and origins, and is copied into a file unchanged.
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === 'fix' ? inner : walk(inner, name)]),
    );
  };
  return { text, data: <T>(data: T) => walk(data) as T };
}

/** The same plain data with every secret masked; `request` is what the user gave. */
export const maskSecrets = <T>(data: T, request: Pick<KnownSecrets, 'headers' | 'url'> = {}): T =>
  maskerOf(request).data(data);

/** The parts of a secret header's value that may appear alone: the token, and the value of each cookie. */
function secretsOfHeader([name, value]: HeaderList[number]): string[] {
  if (!isSecretName(name)) return [];
  if (/^cookie$/i.test(name)) return value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return [value, ...value.split(/\s+/)];
}

/** Finds them in plain text, in a URL and in a JSON string; undefined if none is long enough. */
function knownPattern(secrets: readonly string[]): RegExp | undefined {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_LITERAL)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret.replace(/\p{Cs}/gu, '\ufffd')),
      JSON.stringify(secret).slice(1, -1),
    ]);
  const distinct = [...new Set(forms)].sort((a, b) => b.length - a.length);
  if (distinct.length === 0) return undefined;
  return new RegExp(distinct.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
}

const isLine = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');

/** The longest part of a masked text that is in the text itself, too. */
export const longestShown = (masked: string): string =>
  masked.split(MASK).reduce((longest, part) => (part.length > longest.length ? part : longest));
