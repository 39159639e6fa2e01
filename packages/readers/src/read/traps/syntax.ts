import type { TrapTable } from '../trap-words.js';

export const syntaxTraps = {
  'syntax-error': {
    level: 'broken',
    message: 'The file can’t be parsed.',
    why: 'Whatever reads this file rejects it, so none of its settings apply.',
  },
} as const satisfies TrapTable;
