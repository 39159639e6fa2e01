import type { TrapTable } from '../trap-words.js';

/** Traps of programs in any language. */
export const codeTraps = {
  'refuses-to-start': {
    level: 'broken',
    message: 'The server refuses to start with this.',
    why: 'No request gets a response until it is corrected.',
  },
  'routes-before-cors': {
    level: 'broken',
    message: 'Routes registered before this line don’t get the CORS middleware.',
    why: 'The router runs middleware only for routes that are registered after it. Register CORS first.',
  },
} as const satisfies TrapTable;
