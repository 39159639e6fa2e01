import { COMMAND_HEAD } from './runner-commands.js';

/**
 * What a terminal obeys (control characters) or what hides and reorders text for the reader: formats such as
 * bidirectional controls, zero-width characters, line separators, lone surrogates.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text that is safe to print: each unsafe code unit becomes `�`, so that positions stay as they were. */
export const printable = (text: string): string => text.replace(UNSAFE, (unsafe) => '\ufffd'.repeat(unsafe.length));

/** Looks and the beginning of a line that is written anew: the sequences that corsmith itself makes. */
const OWN_OR_UNSAFE = new RegExp(`\\x1b\\[\\d{1,2}m|\\r\\x1b\\[2K|${UNSAFE.source}`, 'gu');

/** Text of many lines that is safe to print, with its tabs and its own looks. */
export const printableText = (text: string): string =>
  text.replace(OWN_OR_UNSAFE, (found) =>
    found === '\n' || found === '\t' || /^\r?\x1b\[/.test(found) ? found : printable(found),
  );

/** Whether nothing of it would be replaced. */
export const isPrintable = (text: string): boolean => printable(text) === text;

/**
 * JSON in which such characters, and commands of a runner of CI, are written as escapes: nobody obeys them, and nothing is
 * lost. Bytes are `{ "base64": … }`.
 */
export const printableJson = (value: unknown): string => escapedJson(JSON.stringify(value, bytesAsBase64, 2));

/** The same in one line. */
export const printableLine = (value: unknown): string => escapedJson(JSON.stringify(value, bytesAsBase64));

/** Line ends occur only between values. */
const escapedJson = (json: string): string =>
  json
    .replace(UNSAFE, (unsafe) => (unsafe === '\n' ? unsafe : escapeUnits(unsafe)))
    .replace(COMMAND_HEAD, (head) => head.slice(0, -1) + escapeUnits(head.slice(-1)));

const bytesAsBase64 = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;

const escapeUnits = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
