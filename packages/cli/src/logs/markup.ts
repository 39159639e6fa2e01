import { printable } from '@corsmith/evidence';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Escapes text for HTML elements and attributes, and replaces characters that hide or reorder text, except line breaks. */
export const escaped = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line).replace(/[&<>"']/g, (sign) => ENTITIES.get(sign) ?? sign))
    .join('\n');
