import type { TrapTable } from '../trap-words.js';

export const javaTraps = {
  'path-not-covered': {
    level: 'broken',
    message: 'This path doesn’t cover the paths below it.',
    why: 'Requests to any other path get no CORS headers.',
  },
  'method-with-space': {
    level: 'broken',
    message: 'This method has a space in it.',
    why: 'Spring compares the whole text, so the preflight for the method fails.',
  },
  'security-without-cors': {
    level: 'broken',
    message: 'Spring Security rejects preflights: cors() is missing here.',
    why: 'Security comes before CORS, and a preflight carries no credentials: protected paths respond 401 or 403. Add .cors(Customizer.withDefaults()).',
  },
} as const satisfies TrapTable;
