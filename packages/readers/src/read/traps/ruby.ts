import type { TrapTable } from '../trap-words.js';

export const rubyTraps = {
  'cors-last': {
    level: 'fragile',
    message: 'Rack::Cors is added last, after the middleware that Rails brings.',
    why: 'Static files, redirects and errors of what comes before have no CORS headers. Use insert_before 0.',
  },
  'policy-shadowed': {
    level: 'no-effect',
    message: 'An earlier block allows every origin on every path, so this one is never used.',
    why: 'rack-cors takes the first block that matches. Put the narrower one first.',
  },
} as const satisfies TrapTable;
