import type { TrapTable } from '../trap-words.js';

export const goTraps = {
  'cors-on-matched-routes-only': {
    level: 'fragile',
    message: 'The CORS middleware runs only for requests that match a route.',
    why: 'A preflight is an OPTIONS request: without a route for OPTIONS the router responds 404 or 405 before the middleware runs. Wrap the whole router.',
  },
  'cors-not-used': {
    level: 'broken',
    message: 'The server gets the router itself, not the handler with CORS.',
    why: 'The CORS handler wraps the router; only what passes through the handler gets the headers.',
  },
} as const satisfies TrapTable;
