import type { TrapTable } from '../trap-words.js';

/** Of Apache, Caddy and HAProxy. */
export const proxyTraps = {
  'header-no-always': {
    level: 'fragile',
    message: 'Error responses may not have this header: always is missing.',
    why: 'Without always, Apache adds headers to successful responses only; the page sees a CORS error instead of the 4xx or 5xx.',
  },
  'header-add-doubles': {
    level: 'fragile',
    message: 'This adds a second header beside one that the app sends.',
    why: 'Browsers block a response with two of them. Set the header instead: that replaces it.',
  },
  'env-name-wrong': {
    level: 'broken',
    message: 'No directive sets this variable, so the header is never sent.',
    why: 'A header with env=NAME is only sent if the variable is set.',
  },
  'wrong-back-reference': {
    level: 'broken',
    message: 'The header has another value than the origin that matched.',
    why: 'The back reference names another group of the pattern. $0 is all that matched.',
  },
  'rewrite-needs-always': {
    level: 'broken',
    message: 'The response to preflights that this rule makes has none of the CORS headers.',
    why: 'Apache treats the status of a RewriteRule as it treats errors: only headers with always are sent.',
  },
  'removed-directive': {
    level: 'broken',
    message: 'HAProxy doesn’t start with this: rspadd and its like are gone since 2.1.',
    why: 'Write http-response set-header NAME VALUE.',
  },
  'request-not-available': {
    level: 'broken',
    message: 'The request’s headers can’t be read in http-response rules, so this is always empty.',
    why: 'Store the Origin first: http-request set-var(txn.origin) req.hdr(Origin), then %[var(txn.origin)].',
  },
} as const satisfies TrapTable;
