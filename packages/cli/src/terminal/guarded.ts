import type { Terminal } from '../command.js';
import { printableText } from './printable.js';
import { type OutputKind, withoutCommands } from './runner-commands.js';

/** Text for a terminal, a file or a log of CI in which nothing that a stranger wrote is obeyed. */
export const guardedText = (text: string, kind: OutputKind = 'text'): string =>
  withoutCommands(printableText(text), kind);

/** The terminal, which prints guarded text alone: the one way out for every command. */
export const guarded = (terminal: Terminal): Terminal => ({
  ...terminal,
  print: (text, kind) => terminal.print(guardedText(text, kind)),
});
