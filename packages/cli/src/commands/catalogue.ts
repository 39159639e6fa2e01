import type { Command } from '../command.js';
import { check } from './check.js';
import { completion } from './completion.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [check, completion];
