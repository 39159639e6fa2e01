import { printableText } from './printable.js';
import { type OutputKind, withoutCommands } from './runner-commands.js';

/** Text for a terminal, a file or a CI log, with nothing in it that would be executed. */
export const guardedText = (text: string, kind: OutputKind = 'text'): string =>
  withoutCommands(printableText(text), kind);
