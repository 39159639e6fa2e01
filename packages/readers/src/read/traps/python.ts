import type { TrapTable } from '../trap-words.js';

export const pythonTraps = {
  'middleware-outside-cors': {
    level: 'fragile',
    message: 'This middleware runs before CORS: what it responds itself has no CORS headers.',
    why: 'The middleware added last runs first, and it sees preflights too. Add CORSMiddleware last.',
  },
  'old-setting-name': {
    level: 'fragile',
    message: 'This is the old name of the setting.',
    why: 'A later version may ignore it.',
  },
  'unknown-setting': {
    level: 'no-effect',
    message: 'There is no such setting.',
    why: 'Nothing reads it.',
  },
  'list-without-effect': {
    level: 'no-effect',
    message: 'Every origin is allowed, so this list does nothing.',
    why: 'Another setting allows every origin.',
  },
  'middleware-missing': {
    level: 'broken',
    message: 'The CORS middleware is not registered.',
    why: 'Settings alone add no header: the middleware does.',
  },
  'cors-after-responding-middleware': {
    level: 'fragile',
    message: 'Middleware before this one responds without CORS headers.',
    why: 'Redirects and errors of what comes first never reach the CORS middleware. Put it first.',
  },
} as const satisfies TrapTable;
