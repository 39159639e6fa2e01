import { stacks } from '@corsmith/stacks';
import type { Command } from '../command.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import type { Shell } from './shells.js';
import { vocabularyOf } from './vocabulary.js';
import { zshScript } from './zsh.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } satisfies Record<Shell, unknown>;

/** The script that completes every command and flag in that shell. */
export const completionScript = (shell: Shell, commands: readonly Command[]): string =>
  SCRIPTS[shell](vocabularyOf(commands, { stacks: stacks.map(({ id }) => id) }));
