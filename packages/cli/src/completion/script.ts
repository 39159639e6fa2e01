import { stacks } from '@corsmith/stacks';
import { commands } from '../commands.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { vocabularyOf } from './vocabulary.js';
import { zshScript } from './zsh.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
export type Shell = keyof typeof SCRIPTS;

/** The script that completes every command and flag of the catalogue in that shell. */
export const completionScript = (shell: Shell): string =>
  SCRIPTS[shell](vocabularyOf(commands, { stacks: stacks.map(({ id }) => id) }));
