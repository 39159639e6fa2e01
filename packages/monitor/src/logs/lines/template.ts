import type { FieldKind, Fields } from '../record.js';
import { type Glance, glanced, isOptionsAt, UNREADABLE } from './glance.js';

/** A line of fields with fixed texts between, such as `$remote_addr - $remote_user [$time_local] "$request"`. */
export interface Template {
  readonly kind: 'template';
  /** The text before the first field. */
  readonly lead: string;
  readonly fields: readonly TemplateField[];
}

export interface TemplateField {
  readonly kind: FieldKind;
  /** The text after it, empty at the end of the line. */
  readonly end: string;
}

/** The fields of a line, or undefined where it is no such line. What follows the last one is let through. */
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

/** A list of addresses has spaces after its commas only. */
const NO_ADDRESS = /[^,] |"/;

/** A quotation mark inside of a quoted field has a backslash before it. */
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

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** How a line of the template is looked at: its fields are passed by up to the client and the method. */
export function templateGlance({ lead, fields }: Template): (bytes: Uint8Array) => Glance {
  const clientAt = fields.findIndex(({ kind }) => kind === 'client' || kind === 'client-port');
  const methodAt = fields.findIndex(({ kind }) => kind === 'request' || kind === 'method');
  const steps = fields.slice(0, Math.max(clientAt, methodAt) + 1).map(({ end }) => bytesOf(end));
  const leading = bytesOf(lead);
  const clientEnd = steps[clientAt]?.[0] ?? 10;
  /** The address ends at its port, or at the next address of a list. */
  const otherEnd = fields[clientAt]?.kind === 'client-port' ? 58 : 44;
  const beforeMethod = methodAt === 0 ? leading : steps[methodAt - 1]!;
  const isClientFirst = clientAt === 0 && methodAt > 0 && leading.length === 0;
  /** From the client's end to the method in the line before: mostly the same in this one. */
  let distance = 0;

  return (bytes) => {
    let hash = 0;
    let at = 0;

    const hashClient = (from: number, to: number): void => {
      hash = 0;
      at = from;
      for (; at < to; at++) {
        const byte = bytes[at]!;
        if (byte === clientEnd || byte === otherEnd) return;
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
    };

    const walk = (from: number, to: number): number => {
      if (!isAt(bytes, leading, from, to)) return UNREADABLE;
      let start = from + leading.length;
      let method = -1;
      for (let step = 0; step < steps.length; step++) {
        if (step === methodAt) method = start;
        if (step === clientAt) hashClient(start, to);
        if (step === steps.length - 1) break;
        const end = indexOf(bytes, steps[step]!, start, to);
        if (end < 0) return UNREADABLE;
        start = end + steps[step]!.length;
      }
      return method;
    };

    return (from, to) => {
      if (distance > 0) {
        let client = 0;
        let end = from;
        for (; end < to; end++) {
          const byte = bytes[end]!;
          if (byte === clientEnd || byte === otherEnd) break;
          client = (Math.imul(client, 31) + byte) | 0;
        }
        const guess = end + distance;
        if (guess < to && isAt(bytes, beforeMethod, guess - beforeMethod.length, to))
          return glanced(client, isOptionsAt(bytes, guess, to));
      }
      hash = 0;
      const method = walk(from, to);
      if (method < 0) return UNREADABLE;
      if (isClientFirst) distance = method - at;
      return glanced(hash, isOptionsAt(bytes, method, to));
    };
  };
}

function isAt(bytes: Uint8Array, text: Uint8Array, at: number, to: number): boolean {
  if (at + text.length > to) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

function indexOf(bytes: Uint8Array, text: Uint8Array, from: number, to: number): number {
  const first = text[0];
  for (let at = from; at < to; at++) if (bytes[at] === first && isAt(bytes, text, at, to)) return at;
  return -1;
}
