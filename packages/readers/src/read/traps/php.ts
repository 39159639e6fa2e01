import type { TrapTable } from '../trap-words.js';

export const phpTraps = {
  'pattern-without-delimiters': {
    level: 'broken',
    message: 'This is not a regular expression for preg_match().',
    why: 'PHP wants delimiters, such as #^https://.*\\.example\\.com$#. Its warning becomes a 500 for every other origin.',
  },
} as const satisfies TrapTable;
