import type { TrapTable } from '../trap-words.js';

export const javascriptTraps = {
  'body-parser-before-cors': {
    level: 'fragile',
    message: 'A body that this parser rejects gets a response without CORS headers.',
    why: 'It comes before cors(), so the page sees a CORS error instead of 400 or 413. Put cors() first.',
  },
  'static-before-cors': {
    level: 'fragile',
    message: 'Static files are sent without CORS headers.',
    why: 'They are sent before cors() is reached. Put cors() first.',
  },
  'method-not-allowed': {
    level: 'broken',
    message: 'A route of this app needs a method that is not allowed.',
    why: 'The preflight for that method fails.',
  },
  'unknown-option': {
    level: 'no-effect',
    message: 'There is no such option.',
    why: 'Nothing reads it.',
  },
  'options-not-used': {
    level: 'no-effect',
    message: 'These options are written down and not used.',
    why: 'cors() is called with others.',
  },
  'cors-twice': {
    level: 'no-effect',
    message: 'An earlier cors() has responded already.',
    why: 'The first one sets every header and responds to preflights.',
  },
  'error-for-other-origins': {
    level: 'fragile',
    message: 'An Error turns every request from another origin into a 500.',
    why: 'The callback’s error reaches the error handler of the app. Call back with false: the headers are left out, and browsers block.',
  },
  'options-path-throws': {
    level: 'broken',
    message: 'Express 5 doesn’t start with the path *.',
    why: 'Express 5 wants a name: /{*path}. cors() as middleware responds to preflights already, so the line can go.',
  },
  'permissions-missing': {
    level: 'broken',
    message: 'Preflights get no Access-Control-Allow-Headers and no Access-Control-Allow-Methods.',
    why: 'JSON, Authorization, PUT, PATCH and DELETE need permission, so browsers block them.',
  },
  'value-of-another-header': {
    level: 'broken',
    message: 'This header gets the value of another one.',
    why: 'The same variable is the value of several headers, and no value is right for all of them.',
  },
  'source-matches-all': {
    level: 'fragile',
    message: 'This source is every path: the name before * is a parameter, not a folder.',
    why: 'Pages and files get the headers too. Write /api/:path* for the paths below /api.',
  },
  'split-without-trim': {
    level: 'fragile',
    message: 'A space after a comma of this variable makes an origin that never matches.',
    why: "Trim each part: .split(',').map((one) => one.trim()).",
  },
} as const satisfies TrapTable;
