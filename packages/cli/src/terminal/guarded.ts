import { guardedText } from '@corsmith/evidence';
import type { Terminal } from '../command.js';

/** The terminal, which prints guarded text only: the one output of every command. */
export const guarded = (terminal: Terminal): Terminal => ({
  ...terminal,
  print: (text, kind) => terminal.print(guardedText(text, kind)),
});
