import { COMMAND_HEAD, isPrintable } from '@corsmith/evidence';

/**
 * One word of a shell: quoted where it must be, and read back as exactly this text. Characters that can't be printed are
 * escaped as bash, zsh and ksh read them. NUL can't be said, and half a surrogate pair becomes U+FFFD. What a runner of CI
 * would take for a command is written in two strings.
 */
export function shellWord(text: string): string {
  if (!isPrintable(text)) return `$'${escaped(text).replace(COMMAND_HEAD, "$&'$$'")}'`;
  const isPlain = /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('=');
  const word = isPlain ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  return word.replace(COMMAND_HEAD, "$&''");
}

const escaped = (text: string): string => text.replace(/['\\]/g, '\\$&').replace(/[^ -~\p{L}\p{N}\p{P}\p{S}]/gu, octal);

/** By its bytes, so that the locale makes no difference. */
const octal = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/**
 * A command as a person would paste it: in one line where it fits, else one option with its value a line.
 * `groups` are words that stay together.
 */
export function shellCommand(groups: readonly (readonly string[])[], width: number): string[] {
  const parts = groups.map((words) => words.map(shellWord).join(' '));
  const line = parts.join(' ');
  if (line.length <= width) return [line];
  return parts.map((part, index) => `${index === 0 ? '' : '  '}${part}${index < parts.length - 1 ? ' \\' : ''}`);
}
