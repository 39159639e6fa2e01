import type { FieldKind, Fields } from '../record.js';
import { type Glance, glanced, hashed } from './glance.js';
import { note } from './seen-lines.js';

const [LINE_FEED, QUOTATION_MARK, HASH, BRACE] = [10, 34, 35, 123];

/** A line that is a JSON object. Each field is looked for at these places, the first first. */
export interface JsonShape {
  readonly kind: 'json';
  readonly fields: { readonly [Kind in FieldKind]?: readonly JsonPath[] };
}

/** The keys on the way to a value; of a list the first element counts. */
export type JsonPath = readonly string[];

/** The fields of a line, or undefined where it is no such object. */
export function readJson({ fields }: JsonShape, line: string): Fields | undefined {
  const object = parsed(line);
  if (object === undefined) return undefined;
  const found: Fields = {};
  for (const kind of Object.keys(fields) as FieldKind[])
    for (const path of fields[kind] ?? []) {
      const value = valueAt(object, path);
      if (value === undefined) continue;
      found[kind] = value;
      break;
    }
  return found.status === undefined ? undefined : found;
}

function parsed(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function valueAt(object: object, path: JsonPath): string | undefined {
  let value: unknown = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (Array.isArray(value)) value = value[0];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** Keys are looked for as servers write them, without spaces: a quotation mark inside of a value has a backslash. */
export function jsonGlance({ fields }: JsonShape): Glance {
  const clients = (fields.client ?? []).map((path) => Buffer.from(`"${path.at(-1)}":"`));
  const method = Buffer.from(`"${fields.method?.[0]?.at(-1)}":"`);
  const options = Buffer.concat([method, Buffer.from('OPTIONS"')]);
  return (bytes, seen) => {
    const nextMethod = nextIn(bytes, method);
    const nextOptions = nextIn(bytes, options);
    const nextClients = clients.map((needle) => nextIn(bytes, needle));
    const clientHash = (from: number, to: number): number => {
      let hash = 0;
      for (const [index, next] of nextClients.entries()) {
        let at = next(from) + clients[index]!.length;
        if (at > to) continue;
        for (; at < to && bytes[at] !== QUOTATION_MARK; at++) hash = hashed(hash, bytes[at]!);
        break;
      }
      return hash;
    };
    for (let from = 0; from < bytes.length; ) {
      const start = from;
      const to = bytes.indexOf(LINE_FEED, start);
      from = to + 1;
      if (to - start < 2 || bytes[start] === HASH) continue;
      if (bytes[start] === BRACE && nextMethod(start) < to)
        note(seen, start, glanced(clientHash(start, to), nextOptions(start) < to));
      else seen.unreadable++;
    }
  };
}

/** Where the text is found next, searched for once only: lines are asked for in their order. */
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
