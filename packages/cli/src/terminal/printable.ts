/**
 * What a terminal obeys (control characters) or what hides and reorders text for the reader: formats such as
 * bidirectional controls, zero-width characters, line separators, lone surrogates.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text that is safe to print: each unsafe code unit becomes `�`, so that positions stay as they were. */
export const printable = (text: string): string => text.replace(UNSAFE, (unsafe) => '\ufffd'.repeat(unsafe.length));

/** Whether nothing of it would be replaced. */
export const isPrintable = (text: string): boolean => printable(text) === text;

/**
 * JSON in which such characters are written as escapes: a terminal obeys none of them, and nothing is lost. Bytes are
 * `{ "base64": … }`.
 */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, bytesAsBase64, 2).replace(UNSAFE, (unsafe) => (unsafe === '\n' ? unsafe : escapeUnits(unsafe)));

/** The same in one line. */
export const printableLine = (value: unknown): string =>
  JSON.stringify(value, bytesAsBase64).replace(UNSAFE, escapeUnits);

const bytesAsBase64 = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;

const escapeUnits = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
