import type { FieldKind, Fields } from '../record.js';
import { type Glance, glanced, hashed, isOptionsAt } from './glance.js';
import { note } from './seen-lines.js';

const [LINE_FEED, QUOTATION_MARK, HASH, COMMA, COLON] = [10, 34, 35, 44, 58];

/** A line of fields with fixed text between them, such as `$remote_addr - $remote_user [$time_local] "$request"`. */
export interface Template {
  readonly kind: 'template';
  /** The text before the first field. */
  readonly lead: string;
  readonly fields: readonly TemplateField[];
}

export interface TemplateField {
  readonly kind: FieldKind;
  /** The text after the field; empty at the end of the line. */
  readonly end: string;
}

/** The fields of a line, or undefined if it is of another format. Text after the last field is ignored. */
export function readTemplate({ lead, fields }: Template, line: string): Fields | undefined {
  if (!line.startsWith(lead)) return undefined;
  const found: Fields = {};
  let at = lead.length;
  for (const { kind, end } of fields) {
    const stop = end === '' ? line.length : endOf(line, end, at);
    if (stop < 0) return undefined;
    if (kind !== 'other') {
      const text = line.slice(at, stop);
      if (kind === 'client' && NO_ADDRESS.test(text)) return undefined;
      found[kind] ??= text;
    }
    at = stop + end.length;
  }
  return found;
}

/** A list of addresses has spaces only after commas. */
const NO_ADDRESS = /[^,] |"/;

/** Inside a quoted field, a quotation mark is escaped by a backslash. */
function endOf(line: string, end: string, from: number): number {
  let at = line.indexOf(end, from);
  if (!end.startsWith('"')) return at;
  while (at > from && backslashesBefore(line, at, from) % 2 === 1) at = line.indexOf(end, at + 1);
  return at;
}

function backslashesBefore(line: string, at: number, from: number): number {
  let first = at;
  while (first > from && line[first - 1] === '\\') first--;
  return at - first;
}

/** The glance for a template: skips fields up to the client and the method. */
export function templateGlance({ lead, fields }: Template): Glance {
  const clientAt = fields.findIndex(({ kind }) => kind === 'client' || kind === 'client-port');
  const methodAt = fields.findIndex(({ kind }) => kind === 'request' || kind === 'method');
  const nearer = clientAt < 0 ? methodAt : Math.min(clientAt, methodAt);
  const leading = Buffer.from(lead);
  const ends = fields.map(({ end }) => Buffer.from(end));
  const beforeMethod = ends[methodAt - 1] ?? leading;
  /** Whether the text before the method occurs nowhere else, since a quotation mark inside a field is escaped. */
  const isUnambiguous =
    beforeMethod.includes(QUOTATION_MARK) && ends.every((end) => end === beforeMethod || !end.includes(beforeMethod));
  const isClientFirst = clientAt === 0 && lead === '' && isUnambiguous;
  /** An address ends at its port, or at the next address of a list. */
  const isClientEnd = new Uint8Array(256);
  for (const byte of [LINE_FEED, fields[clientAt]?.kind === 'client-port' ? COLON : COMMA, ends[clientAt]?.[0]])
    if (byte !== undefined) isClientEnd[byte] = 1;

  /** Where field `target` begins, if field `known` begins at `at`; negative if there is none. */
  const fieldAt = (bytes: Uint8Array, at: number, to: number, known: number, target: number): number => {
    let begin = at;
    for (let field = known; field < target && begin >= 0; field++) begin = indexAfter(bytes, ends[field]!, begin, to);
    return begin;
  };

  return (bytes, seen) => {
    /** The distance from the client's end to the method in the previous line, which is usually the same in this one. */
    let distance = 0;
    for (let from = 0; from < bytes.length; ) {
      const start = from;
      const to = bytes.indexOf(LINE_FEED, start);
      from = to + 1;
      if (to - start < 2 || bytes[start] === HASH) continue;
      let hash = 0;
      if (isClientFirst) {
        let end = start;
        for (; isClientEnd[bytes[end]!] === 0; end++) hash = hashed(hash, bytes[end]!);
        const method = end + distance;
        if (distance > 0 && isAt(bytes, beforeMethod, method - beforeMethod.length, to)) {
          note(seen, start, glanced(hash, isOptionsAt(bytes, method, to)));
          continue;
        }
        distance = fieldAt(bytes, start, to, 0, methodAt) - end;
      }
      const first = isAt(bytes, leading, start, to) ? fieldAt(bytes, start + leading.length, to, 0, nearer) : -1;
      const client = fieldAt(bytes, first, to, nearer, clientAt);
      const method = fieldAt(bytes, first, to, nearer, methodAt);
      if (client < 0 || method < 0) {
        seen.unreadable++;
        continue;
      }
      hash = 0;
      if (clientAt >= 0) for (let at = client; isClientEnd[bytes[at]!] === 0; at++) hash = hashed(hash, bytes[at]!);
      note(seen, start, glanced(hash, isOptionsAt(bytes, method, to)));
    }
  };
}

function isAt(bytes: Uint8Array, text: Uint8Array, at: number, to: number): boolean {
  if (at + text.length > to) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** The end of the next occurrence of the text; negative if there is none. */
function indexAfter(bytes: Uint8Array, text: Uint8Array, from: number, to: number): number {
  const first = text[0];
  for (let at = from; at < to; at++) if (bytes[at] === first && isAt(bytes, text, at, to)) return at + text.length;
  return -1;
}
