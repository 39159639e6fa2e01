/** Pieces of messages, and what text may hold besides. */
const PIECES = [
  'Access to fetch at ',
  "Access to XMLHttpRequest at 'https://api.example.com/' (redirected from '",
  "' from origin '",
  "' has been blocked by CORS policy: ",
  "Response to preflight request doesn't pass access control check: ",
  "The 'Access-Control-Allow-Origin' header has a value '",
  "' that is not equal to the supplied origin.",
  "The 'Access-Control-Allow-Origin' header contains the invalid value '",
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ',
  '. (Reason: ',
  'CORS header ‘Access-Control-Allow-Origin’ does not match ‘',
  '’). Status code: ',
  'Origin https://a is not allowed by Access-Control-Allow-Origin. Status code: ',
  'Method ',
  ' is not allowed by Access-Control-Allow-Methods.',
  'Fetch API cannot load ',
  ' due to access control checks.',
  'Failed to load resource: ',
  'Header Access-Control-Allow-Methods has an invalid value: ',
  'Cross-origin redirection to ',
  'net::ERR_',
  'FAILED 200 (OK)',
  'Refused to ',
  'Mixed Content: The page at ',
  "it's ",
  '\\u00E9',
  '\x1b[31m',
  '\n> ',
  '\n',
  ' ',
  '‘',
  '’',
  "'",
  '"',
  '\\',
  '\u200b',
  '\ud800',
  '\0',
];

/** A small generator that a seed determines: mulberry32. */
export function randomTexts(seed: number): () => string {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
  return () => {
    let text = '';
    for (let pieces = below(14); pieces > 0; pieces--)
      text += below(4) === 0 ? String.fromCharCode(below(0x10000)) : PIECES[below(PIECES.length)];
    return text;
  };
}
