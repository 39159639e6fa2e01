import type { Command } from '../command.js';
import { completion } from './completion.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [completion];
