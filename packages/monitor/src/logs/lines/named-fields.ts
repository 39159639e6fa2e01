import { FIELD_KINDS, type FieldKind, type Fields } from '../record.js';
import { type Glance, glanced, hashed } from './glance.js';
import { note } from './seen-lines.js';

const [LINE_FEED, SPACE, QUOTATION_MARK, HASH, COMMA, COLON, BRACE] = [10, 32, 34, 35, 44, 58, 123];

/** A line with named fields: a JSON object, or pairs such as `method=GET path="/a b"`, in any order. */
export interface NamedFields {
  readonly kind: 'json' | 'pairs';
  /** Where each field may be; the first match counts. */
  readonly fields: { readonly [Kind in FieldKind]?: readonly FieldPath[] };
}

/** The path of keys to a value. Of a list the first element counts. Pairs have one key. */
export type FieldPath = readonly string[];

/** The kinds that are named. */
export const kindsOf = (fields: NamedFields['fields']): readonly FieldKind[] =>
  FIELD_KINDS.filter((kind) => fields[kind] !== undefined);

/** What reads the fields of a line; undefined if that is of another format. */
export function namedFieldsReader({ kind: syntax, fields }: NamedFields): (line: string) => Fields | undefined {
  const places = kindsOf(fields).map((kind) => ({ kind, paths: fields[kind] ?? [] }));
  return (line) => {
    const object = syntax === 'json' ? parsedJson(line) : parsedPairs(line);
    if (object === undefined) return undefined;
    const found: Fields = {};
    for (const { kind, paths } of places)
      for (const path of paths) {
        const value = valueAt(object, path);
        if (value === undefined || value === '') continue;
        found[kind] = value;
        break;
      }
    return found.status === undefined ? undefined : found;
  };
}

export function parsedJson(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    // Without `escape=json` nginx writes `\x22`, and `-` for a missing number.
    const fixed = line.replaceAll(/\\x([\dA-F]{2})/gi, '\\u00$1').replaceAll(/:\s*-?\s*(?=[,}])/g, ':null');
    return fixed === line ? undefined : parsedJson(fixed);
  }
}

const PAIR = /([\w@.-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

function parsedPairs(line: string): object {
  const pairs: Record<string, string> = {};
  for (const [, key = '', quoted, plain = ''] of line.matchAll(PAIR)) pairs[key] ??= quoted ?? plain;
  return pairs;
}

/** Lists too: their elements have keys. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export function valueAt(object: object, path: FieldPath): string | undefined {
  let value: unknown = object;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  if (Array.isArray(value)) value = value[0];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** Searches for the names as bytes. Whitespace around colons is ignored, and any `OPTIONS` in a line counts. */
export function namedFieldsGlance({ kind: syntax, fields }: NamedFields): Glance {
  const needlesOf = (kinds: readonly FieldKind[]) =>
    kinds.flatMap((kind) =>
      (fields[kind] ?? []).map((path) => Buffer.from(syntax === 'json' ? `"${path.at(-1)}"` : `${path.at(-1)}=`)),
    );
  const clients = needlesOf(['client', 'client-port']);
  const methods = needlesOf(['request', 'method']);
  return (bytes, seen) => {
    const nextOptions = nextIn(bytes, OPTIONS);
    const nextMethods = methods.map((needle) => nextIn(bytes, needle));
    const nextClients = clients.map((needle) => ({ next: nextIn(bytes, needle), length: needle.length }));
    const clientHash = (from: number, to: number): number => {
      for (const { next, length } of nextClients) {
        const at = next(from) + length;
        if (at < to) return hashOfValue(bytes, at, to);
      }
      return 0;
    };
    for (let from = 0; from < bytes.length; ) {
      const start = from;
      const to = bytes.indexOf(LINE_FEED, start);
      from = to + 1;
      if (to - start < 2 || bytes[start] === HASH) continue;
      if ((syntax === 'pairs' || bytes[start] === BRACE) && nextMethods.some((next) => next(start) < to))
        note(seen, start, glanced(clientHash(start, to), nextOptions(start) < to));
      else seen.unreadable++;
    }
  };
}

const OPTIONS = Buffer.from('OPTIONS');

/** Hashes an address up to its port, or up to the next address of a list. */
function hashOfValue(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && IS_BEFORE_VALUE[bytes[at]!] === 1) at++;
  let hash = 0;
  for (; at < to && IS_VALUE_END[bytes[at]!] === 0; at++) hash = hashed(hash, bytes[at]!);
  return hash;
}

const bytesIn = (set: readonly number[]): Uint8Array => {
  const isIn = new Uint8Array(256);
  for (const byte of set) isIn[byte] = 1;
  return isIn;
};
const IS_BEFORE_VALUE = bytesIn([SPACE, COLON, QUOTATION_MARK]);
const IS_VALUE_END = bytesIn([LINE_FEED, SPACE, QUOTATION_MARK, COMMA, COLON]);

/** Finds the next occurrence from a position, which must not decrease. */
function nextIn(bytes: Buffer, text: Buffer): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      found = bytes.indexOf(text, from);
      if (found < 0) found = Number.MAX_SAFE_INTEGER;
    }
    return found;
  };
}
