import { cmd } from './shells/cmd.js';
import { posix } from './shells/posix.js';
import { powershell, windowsPowershell } from './shells/powershell.js';
import type { Shell } from './shells/shell.js';

export { posixWord as shellWord } from './shells/posix.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The shell that a command is pasted into. On Windows each PowerShell adds folders of its own to PSModulePath, and Git Bash
 * and the like set SHELL or MSYSTEM.
 */
export function shellOf(platform: NodeJS.Platform, { SHELL, MSYSTEM, PSModulePath: folders = '' }: Environment): Shell {
  if (platform !== 'win32' || SHELL || MSYSTEM) return posix;
  if (/\\documents\\powershell\\|\\powershell\\\d/i.test(folders)) return powershell;
  return /\\documents\\windowspowershell\\/i.test(folders) ? windowsPowershell : cmd;
}

const here = shellOf(process.platform, process.env);

/**
 * A command as a person would paste it: in one line if it fits, else one option with its value per line.
 * `groups` are words that stay together.
 */
export function shellCommand(groups: readonly (readonly string[])[], width: number, shell: Shell = here): string[] {
  const program = groups[0]?.[0] ?? '';
  const parts = groups.map((words, group) =>
    words.map((word, index) => (group + index === 0 && shell.program?.[word]) || shell.word(word, program)).join(' '),
  );
  const line = parts.join(' ');
  if (line.length <= width) return [line];
  return parts.map(
    (part, index) => `${index === 0 ? '' : '  '}${part}${index < parts.length - 1 ? ` ${shell.continuation}` : ''}`,
  );
}
