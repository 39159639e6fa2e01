// Written by `npm run lists` from classes/.

export const WEAKNESS_IDS = [
  'reflects-any-origin',
  'null-allowed',
  'substring-match',
  'prefix-match',
  'suffix-match',
  'part-of-list',
  'unescaped-dot',
  'any-subdomain',
  'http-allowed',
  'any-port',
  'localhost-allowed',
  'preview-hosts',
  'third-party',
  'look-alike',
  'special-characters',
] as const;

/** Drafts too: nothing lists them yet. */
export type WeaknessId = (typeof WEAKNESS_IDS)[number];
