/** One word of a POSIX shell: quoted where it must be, and read back as exactly this text. NUL can't be said. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('=') ? text : `'${text.replaceAll("'", `'\\''`)}'`;

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
