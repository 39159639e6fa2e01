// Written by `npm run lists` from commands/.

export const COMMAND_NAMES = [
  'check',
  'convert',
  'diff',
  'fix',
  'explain',
  'init',
  'lint',
  'lsp',
  'test',
  'watch',
  'audit',
  'logs',
  'proxy',
  'browser',
  'ui',
  'demo',
  'completion',
] as const;

/** Drafts too: nothing lists them yet. */
export type CommandName = (typeof COMMAND_NAMES)[number];
