import { maskText } from './masking.js';
import { printable } from './printable.js';

/** In characters; a HAR is longer, and its beginning shows its kind. */
const SHOWN = 10_000;

/**
 * A text and what was made of it, without secrets, colours and invisible characters, to paste into a bug report; `maker`
 * says what made it, with its version.
 */
export function bugReport(text: string, result: string, maker: string): string {
  // A secret at the end would be cut in two.
  const shown = maskText(plain(text.slice(0, 2 * SHOWN))).slice(0, SHOWN);
  const rest = text.length - SHOWN;
  return [
    '### The text',
    fenced(rest > 0 ? `${shown}\n… and ${rest} more characters` : shown),
    '### What corsmith explains',
    fenced(maskText(plain(result))),
    maker,
    '',
  ].join('\n\n');
}

const plain = (text: string): string =>
  text
    .replace(/\x1b\[[\d;]{0,20}[A-Za-z]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .split('\n')
    .map(printable)
    .join('\n')
    .trim();

/** Longer than any fence in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
