import type { TrapTable } from '../trap-words.js';

export const nginxTraps = {
  'add-header-no-always': {
    level: 'fragile',
    message: 'Error responses don’t have this header: always is missing.',
    why: 'Without always, nginx adds headers to 200, 201, 204, 206 and 30x only; the page sees a CORS error instead of the 4xx or 5xx.',
  },
  'if-return-without-headers': {
    level: 'broken',
    message: 'This response to preflights has none of the CORS headers.',
    why: 'The last if that matches decides which add_header directives apply, and this one has none with them.',
  },
  'inherited-headers-lost': {
    level: 'broken',
    message: 'This add_header removes the CORS headers inherited from the level above.',
    why: 'nginx inherits add_header only if the inner level has no add_header of its own.',
  },
  'headers-outside-preflight': {
    level: 'no-effect',
    message: 'This header only counts in a preflight response, which another block sends.',
    why: 'Browsers read Access-Control-Allow-Methods, -Headers and -Max-Age in preflight responses only.',
  },
  'origin-for-some-methods-only': {
    level: 'fragile',
    message: 'Responses to other methods don’t get Access-Control-Allow-Origin.',
    why: 'The condition names methods; a request with any other method is blocked.',
  },
  'response-header-set-on-request': {
    level: 'broken',
    message: 'This sends the header to the upstream, not to the browser.',
    why: 'Browsers read Access-Control headers of responses; set them on the response.',
  },
  'options-left-to-backend': {
    level: 'fragile',
    message: 'Preflights are passed to the upstream.',
    why: 'If the upstream responds to OPTIONS with 401, 404 or 405, every preflight fails, whatever headers are added here.',
  },
} as const satisfies TrapTable;
