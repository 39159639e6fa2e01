/**
 * Words for which this project has another one: one word for one thing. `find` is matched against lower-case text in which
 * identifiers are split into words (`mendedIn` is `mended in`).
 *
 * @type {readonly { readonly find: RegExp, readonly say: string }[]}
 */
export const words = [
  { find: /\b(?:un)?answer(?:s|ed|ing)?\b/g, say: 'response, respond' },
  { find: /\bask(?:s|ed|ing|er)?\b/g, say: 'request, send, probe' },
  { find: /\b(?:tells?|told|telling|untold)\b/g, say: 'report, show, say' },
  { find: /\bmend(?:s|ed|ing)?\b|\bheal(?:s|ed|ing)?\b|\bcur(?:es?|ed|ing)\b/g, say: 'fix' },
  { find: /\b(?:let|lets|letting) (?:[a-z]+ ){0,2}(?:in|through)\b|\b(?:gets?|got) in\b/g, say: 'allow' },
  { find: /\brecogni[sz](?:e|es|ed|ing|able)\b|\brecognition\b/g, say: 'detect' },
  { find: /\bproved on\b/g, say: 'tested on, verified on' },
  { find: /\b(?:stands?|standing) (?:in )?between\b|\bspoil(?:s|ed|t|ing)?\b/g, say: 'proxy, strip, overwrite' },
  { find: /\b(?:takes?|taken|took) (?:[a-z]+ ){0,3}away\b/g, say: 'strip, remove' },
  { find: /\bslash at its end\b/g, say: 'trailing slash' },
  { find: /\bupper-case letters?\b/g, say: 'uppercase' },
  { find: /\bwithout a word of\b|\bsays nothing of\b/g, say: 'missing' },
  { find: /\bwants? a login\b/g, say: 'requires authentication' },
  { find: /\bis none (?:that|of|a)\b/g, say: 'is not a valid' },
  { find: /\bthe longest wait\b/g, say: 'timeout' },
  { find: /\bpages? of null\b/g, say: 'the origin null' },
];

/**
 * Phrases in which such a word is the right one: the text of somebody else, an id, or another meaning. `phrase` is matched
 * as `find` is.
 *
 * @type {readonly { readonly path: RegExp, readonly phrase: RegExp, readonly because: string }[]}
 */
export const exceptions = [
  { path: /./, phrase: /edge-?\s?answers-?\s?preflight/g, because: 'edge-answers-preflight: the id of a cause' },
  { path: /^CHANGELOG\.md$/, phrase: /^\| .* \| .* \|$/g, because: 'old names in the table of renames' },
  {
    path: /look-alikes\/local-network\.ts$/,
    phrase: /unable to ask for permission/g,
    because: 'the words of Chromium',
  },
  { path: /^setup\/test\/prose\.test\.ts$/, phrase: /.*/g, because: 'tests of these words' },
];
