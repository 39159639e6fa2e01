// Written by `npm run lists` from classes/.

export const WEAKNESS_IDS = [
  'any-ending',
  'reflects-any-origin',
  'null-allowed',
  'prefix-match',
  'unescaped-dot',
  'substring-match',
  'suffix-match',
  'part-of-list',
  'any-subdomain',
  'http-allowed',
  'any-port',
  'localhost-allowed',
  'address-allowed',
  'preview-hosts',
  'extension-allowed',
  'look-alike',
  'third-party',
  'special-characters',
] as const;

/** Drafts too: nothing lists them yet. */
export type WeaknessId = (typeof WEAKNESS_IDS)[number];
