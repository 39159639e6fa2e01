import { COMMAND_HEAD, isPrintable } from '@corsmith/evidence';
import type { Shell } from './shell.js';

/**
 * Characters that can't be printed are escaped as bash, zsh and ksh read them. NUL can't be written, and half a surrogate
 * pair becomes U+FFFD. What a CI runner would take for a command is written in two strings.
 */
export function posixWord(text: string): string {
  if (!isPrintable(text)) return `$'${escaped(text).replace(COMMAND_HEAD, "$&'$$'")}'`;
  const isPlain = /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('=');
  const word = isPlain ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  return word.replace(COMMAND_HEAD, "$&''");
}

const escaped = (text: string): string => text.replace(/['\\]/g, '\\$&').replace(/[^ -~\p{L}\p{N}\p{P}\p{S}]/gu, octal);

/** By its bytes, so that the locale makes no difference. */
const octal = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

export const posix: Shell = { word: posixWord, continuation: '\\' };
